import { abandonDelivery, hearDelivery } from "./hear-delivery.ts";
import type { Dispatch } from "./hear-delivery.ts";
import { abandonReview } from "./abandon-review.ts";
import type { JobParts } from "./parts.ts";
import { prepareSource } from "./prepare-source.ts";
import { reconcile, scheduleReconcile } from "./reconcile.ts";
import type { ReconcileParts } from "./reconcile.ts";
import { abandonReport, reportCheck } from "./report-check.ts";
import { answerByCheck, writeReply } from "./reply.ts";
import { writeComment } from "./sticky-comment.ts";
import { uploadSarif } from "./upload-sarif.ts";
import { reviewPullRequest } from "./review-pull-request.ts";
import { abandonRange, reviewRange } from "./review-range.ts";
import type { RunDesk } from "./run-desk.ts";
import { runSandbox } from "./run-sandbox.ts";

/** How many jobs of a queue one process works on at the same time. */
export interface Concurrency {
  delivery: number;
  review: number;
  range: number;
  source: number;
  sandbox: number;
  report: number;
  comment: number;
  reply: number;
  upload: number;
}

/** Starts the workers of all queues but the sandbox. */
export async function startWorkers(
  parts: JobParts & { dispatch: Dispatch; desk: RunDesk },
  concurrency: Concurrency,
): Promise<void> {
  const { jobs, desk } = parts;
  const many = (queue: keyof Concurrency) => ({ concurrency: concurrency[queue] });
  await jobs.work(
    "report",
    many("report"),
    (job) => reportCheck(parts, job),
    (job) => abandonReport(parts, job),
  );
  await jobs.work(
    "delivery",
    many("delivery"),
    (job) => hearDelivery(parts, job),
    (job) => abandonDelivery(parts, job),
  );
  await jobs.work(
    "review",
    many("review"),
    (job, attempt) => reviewPullRequest(parts, job, attempt),
    (job) => abandonReview(parts, job),
  );
  await jobs.work(
    "range",
    many("range"),
    (job, attempt) => reviewRange(parts, job, attempt),
    (job) => abandonRange(parts, job),
  );
  await jobs.work(
    "reply",
    many("reply"),
    (job) => writeReply(parts, job),
    (job) => answerByCheck(parts, job),
  );
  // The check run says it all, so nothing is done about these when they fail for good.
  const nothing = async (): Promise<void> => undefined;
  await jobs.work("comment", many("comment"), (job) => writeComment(parts, job), nothing);
  await jobs.work("upload", many("upload"), (job) => uploadSarif(parts, job), nothing);
  await jobs.work(
    "source",
    many("source"),
    (job) => prepareSource(parts, job),
    (job) => desk.abandon(job.runId),
  );
}

/** Starts the worker that looks for what was lost, and lets it begin at once. */
export async function startReconciling(parts: ReconcileParts): Promise<void> {
  // A pass whose process was killed is not tried again: the next one comes anyway.
  const forget = async (): Promise<void> => undefined;
  await parts.jobs.work("reconcile", { concurrency: 1 }, (job) => reconcile(parts, job), forget);
  await scheduleReconcile(parts, parts.now());
}

/** Concludes runs without further attempts, where workers of other hosts do the running. */
export async function giveUpSandboxJobs({
  jobs,
  desk,
}: Pick<JobParts, "jobs"> & { desk: RunDesk }): Promise<void> {
  await jobs.work(
    "sandbox",
    { concurrency: 0 },
    async () => undefined,
    (job) => desk.abandon(job.request.runId),
  );
}

/** Starts the workers of the sandbox queue. */
export async function startSandboxWorkers(
  parts: Pick<JobParts, "jobs"> & Parameters<typeof runSandbox>[0],
  concurrency: number,
): Promise<void> {
  await parts.jobs.work(
    "sandbox",
    { concurrency },
    (job, attempt) => runSandbox(parts, job, attempt),
    (job) => parts.desk.abandon(job.request.runId),
  );
}
