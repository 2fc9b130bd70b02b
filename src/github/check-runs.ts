import { z } from "zod";
import type { Annotation } from "../model/check.ts";
import { Fault } from "../model/fault.ts";
import type { CommitSha, RepositoryRef } from "../model/repository.ts";
import type { CheckRunWrite, GitHub } from "../ports.ts";
import type { App } from "./app.ts";
import {
  ANNOTATIONS_PER_REQUEST,
  assertWithinLimits,
  checkRunBody,
  outputOf,
} from "./check-run-body.ts";
import type { Client } from "./client.ts";

/** GitHub keeps at most 1000 check runs of one name in a suite. */
const CHECK_RUN_PAGES = 10;

const Created = z.object({ id: z.int() });
const AnnotationsCount = z.object({ output: z.object({ annotations_count: z.int().min(0) }) });
const Listed = z.object({
  check_runs: z.array(z.object({ id: z.int(), external_id: z.string().nullable() })),
});
const ListedRuns = Listed.transform((answer) => answer.check_runs);

/** Check runs of this App. */
export function createCheckRuns(
  client: Client,
  app: App,
): Pick<GitHub, "findCheckRun" | "createCheckRun" | "updateCheckRun"> {
  const parts: Parts = { client, appId: app.appId };
  return {
    findCheckRun: (repository, headSha, name, externalId) =>
      find(parts, { repository, headSha, name, externalId }),

    /** Idempotent by `externalId`: a check run that a crash left behind is brought up to date. */
    async createCheckRun(repository, write) {
      assertWithinLimits(write.content);
      const found = await find(parts, { repository, ...write });
      if (found === null) return create(parts, repository, write);
      await update(parts, repository, found, write);
      return found;
    },

    async updateCheckRun(repository, id, write) {
      assertWithinLimits(write.content);
      await update(parts, repository, id, write);
    },
  };
}

interface Parts {
  client: Client;
  appId: number;
}

interface Wanted {
  repository: RepositoryRef;
  headSha: CommitSha;
  name: string;
  externalId: string;
}

/** All runs are asked for: `latest` hides an older run of the same name. */
async function find({ client, appId }: Parts, wanted: Wanted): Promise<number | null> {
  const runs = await client.pages(
    wanted.repository,
    ListedRuns,
    CHECK_RUN_PAGES,
    (octokit, at, page) =>
      octokit.request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
        ...at,
        ref: wanted.headSha,
        check_name: wanted.name,
        app_id: appId,
        filter: "all",
        ...page,
      }),
  );
  return runs.find((run) => run.external_id === wanted.externalId)?.id ?? null;
}

async function create(
  { client }: Parts,
  repository: RepositoryRef,
  write: CheckRunWrite,
): Promise<number> {
  const first = write.content.annotations.slice(0, ANNOTATIONS_PER_REQUEST);
  const asked = client.ask(repository, Created, (octokit, at) =>
    octokit.request("POST /repos/{owner}/{repo}/check-runs", {
      ...at,
      ...headOf(write),
      head_sha: write.headSha,
      ...checkRunBody(write.content, first),
    }),
  );
  const { id } = await asked.catch(rethrowEarly);
  await annotate({ client, repository, id, write, from: first.length });
  return id;
}

/** A webhook can overtake the commit it tells of; then this passes, and it is worth a retry. */
function rethrowEarly(error: unknown): never {
  if (error instanceof Fault && /No commit found for SHA/i.test(error.message)) {
    throw new Fault("unavailable", error.message);
  }
  throw error;
}

/**
 * Annotations are only ever appended, so GitHub is asked how many are there already. They
 * go out in their order, which makes the count the place to go on from.
 */
async function update(
  { client }: Parts,
  repository: RepositoryRef,
  id: number,
  write: CheckRunWrite,
): Promise<void> {
  const there = await annotationsCount(client, repository, id);
  const next = write.content.annotations.slice(there, there + ANNOTATIONS_PER_REQUEST);
  await client.ask(repository, Created, (octokit, at) =>
    octokit.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
      ...at,
      check_run_id: id,
      ...headOf(write),
      ...checkRunBody(write.content, next),
    }),
  );
  await annotate({ client, repository, id, write, from: there + next.length });
}

interface Annotating {
  client: Client;
  repository: RepositoryRef;
  id: number;
  write: CheckRunWrite;
  from: number;
}

async function annotate({ client, repository, id, write, from }: Annotating): Promise<void> {
  for (const batch of batches(write.content.annotations, from)) {
    await client.ask(repository, Created, (octokit, at) =>
      octokit.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
        ...at,
        check_run_id: id,
        output: outputOf(write.content, batch),
      }),
    );
  }
}

function* batches(annotations: readonly Annotation[], from: number): Generator<Annotation[]> {
  for (let start = from; start < annotations.length; start += ANNOTATIONS_PER_REQUEST) {
    yield annotations.slice(start, start + ANNOTATIONS_PER_REQUEST);
  }
}

async function annotationsCount(
  client: Client,
  repository: RepositoryRef,
  id: number,
): Promise<number> {
  const answer = await client.ask(repository, AnnotationsCount, (octokit, at) =>
    octokit.request("GET /repos/{owner}/{repo}/check-runs/{check_run_id}", {
      ...at,
      check_run_id: id,
    }),
  );
  return answer.output.annotations_count;
}

function headOf(write: CheckRunWrite) {
  return {
    name: write.name,
    external_id: write.externalId,
    ...(write.detailsUrl === null ? {} : { details_url: write.detailsUrl }),
  };
}
