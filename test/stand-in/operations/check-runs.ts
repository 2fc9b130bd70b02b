import { z } from "zod";
import { hasCommit } from "../git.ts";
import { checkRunEventShape, checkRunShape } from "../shapes/check-run.ts";
import { type CheckRun, timestamp } from "../state.ts";
import { type Operation, type OperationCall, pageOf, refusal, repositoryOf } from "./operation.ts";

const Body = z.object({
  name: z.string().optional(),
  head_sha: z.string().optional(),
  external_id: z.string().optional(),
  details_url: z.string().optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
  output: z
    .object({
      title: z.string().optional(),
      summary: z.string(),
      text: z.string().optional(),
      annotations: z
        .array(
          z.object({
            path: z.string(),
            start_line: z.int(),
            end_line: z.int(),
            annotation_level: z.enum(["notice", "warning", "failure"]),
            message: z.string(),
            title: z.string().exactOptional(),
            raw_details: z.string().exactOptional(),
          }),
        )
        .optional(),
    })
    .optional(),
  actions: z
    .array(z.object({ label: z.string(), description: z.string(), identifier: z.string() }))
    .optional(),
});
type Body = z.infer<typeof Body>;

/** Makes a check run on a commit that the repository, or a fork of it, has. */
export const createCheckRun: Operation = async (call) => {
  const { state } = call;
  const repository = repositoryOf(call);
  const body = Body.parse(call.body);
  const headSha = body.head_sha ?? "";
  if (!(await hasCommit(repository.gitDir, headSha))) {
    return refusal(422, `No commit found for SHA: ${headSha}`);
  }
  const run: CheckRun = {
    id: state.nextId(),
    repository,
    headSha,
    name: body.name ?? "",
    ...emptyRun,
    startedAt: timestamp(),
    annotations: [],
    actions: [],
    history: [],
  };
  state.checkRuns.push(run);
  apply(run, { ...body, status: body.status ?? "queued" });
  announce(call, run, "created");
  if (run.status === "completed") announce(call, run, "completed");
  return { status: 201, body: checkRunShape(state, run) };
};

const emptyRun = {
  externalId: null,
  detailsUrl: null,
  status: "queued",
  conclusion: null,
  completedAt: null,
  title: null,
  summary: null,
  text: null,
};

/** Changes a check run; annotations are added to those that are there. */
export const updateCheckRun: Operation = (call) => {
  const run = checkRunOf(call);
  if (run === null) return refusal(404, "Not Found");
  const body = Body.parse(call.body);
  apply(run, body);
  if (body.status === "completed") announce(call, run, "completed");
  return { status: 200, body: checkRunShape(call.state, run) };
};

/** Answers one check run. */
export const getCheckRun: Operation = (call) => {
  const run = checkRunOf(call);
  if (run === null) return refusal(404, "Not Found");
  return { status: 200, body: checkRunShape(call.state, run) };
};

/** Lists the check runs of a commit, newest first; `latest` leaves older ones of a name out. */
export const listCheckRuns: Operation = (call) => {
  const { state, path, query } = call;
  const repository = repositoryOf(call);
  const all = state.checkRuns
    .filter((run) => run.repository === repository && run.headSha === path["ref"])
    .filter((run) => query["check_name"] === undefined || run.name === query["check_name"])
    .filter(() => query["app_id"] === undefined || query["app_id"] === String(state.app.id))
    .sort((a, b) => b.id - a.id);
  const latest = all.filter((run, i) => all.findIndex((other) => other.name === run.name) === i);
  const wanted = query["filter"] === "all" ? all : latest;
  const check_runs = pageOf(wanted, query).map((run) => checkRunShape(state, run));
  return { status: 200, body: { total_count: wanted.length, check_runs } };
};

function checkRunOf(call: OperationCall): CheckRun | null {
  const repository = repositoryOf(call);
  const id = Number(call.path["check_run_id"]);
  const found = call.state.checkRuns.find((run) => run.id === id && run.repository === repository);
  return found ?? null;
}

function apply(run: CheckRun, body: Body): void {
  run.name = body.name ?? run.name;
  run.externalId = body.external_id ?? run.externalId;
  run.detailsUrl = body.details_url ?? run.detailsUrl;
  run.actions = body.actions ?? run.actions;
  if (body.status !== undefined) setStatus(run, body.status, body.conclusion ?? null);
  if (body.output === undefined) return;
  run.title = body.output.title ?? run.title;
  run.summary = body.output.summary;
  run.text = body.output.text ?? null;
  run.annotations.push(...(body.output.annotations ?? []));
}

function setStatus(run: CheckRun, status: string, conclusion: string | null): void {
  run.status = status;
  run.conclusion = conclusion;
  run.completedAt = status === "completed" ? timestamp() : null;
  run.history.push(conclusion ?? status);
}

function announce(call: OperationCall, run: CheckRun, action: "created" | "completed"): void {
  call.notify("check_run", { action, check_run: checkRunEventShape(call.state, run) });
}
