import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { comparedWithBase, keptOf } from "../jobs/base-run.ts";
import { comparedCommit, refusedBaseRun } from "../jobs/plan-base.ts";
import { rootNames } from "../jobs/plan-live.ts";
import { planPackages } from "../jobs/plan-packages.ts";
import { planRequest } from "../jobs/plan-request.ts";
import { sourceWithPackages } from "../jobs/source-with-packages.ts";
import type { BaseRun } from "../model/base-run.ts";
import type { DependencyOrder } from "../model/dependency.ts";
import { Fault } from "../model/fault.ts";
import type { Problem } from "../model/problem.ts";
import type { CommitSha } from "../model/repository.ts";
import type { SandboxRequest } from "../model/sandbox-request.ts";
import type { SandboxRun } from "../model/sandbox-run.ts";
import { MAX_POLICY_BYTES, parsePolicy } from "../policy-file.ts";
import { effectivePolicy } from "../policy-layers.ts";
import { POLICY_PATH } from "../policy.ts";
import type { Policy } from "../policy.ts";
import type { LocalRepository } from "../ports/git.ts";
import { terminalLine } from "../report/encoder.ts";
import { sandboxRunAsText } from "../report/terminal.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { type CommandContext, EXIT, wrongUse } from "./command.ts";
import { showProgress } from "./progress.ts";
import { openOrNull } from "./review.ts";

/** Exit codes of `sandbox run` by what came of it; a refusal is told as wrong use is. */
const RUN_EXIT = { passed: 0, other: 1, refused: 2, broken: 3 } as const;
const FORMATS = ["text", "json"] as const;

interface Wish {
  rev: string;
  profile: string | null;
}

type Host = Awaited<ReturnType<CommandContext["openSandbox"]>>;

interface Ready {
  request: SandboxRequest;
  /** The packages to be fetched, or null for none. */
  order: DependencyOrder | null;
  /** What runs before it where the policy asks for that: the same on the merge base. */
  base: Pick<Ready, "request" | "order"> | { baseRun: BaseRun | null };
}

/** `gatehouse sandbox run`: the tests of one local commit, in the sandbox of this machine. */
export async function runSandbox(
  context: CommandContext,
  args: readonly string[],
): Promise<number> {
  const read = readArguments(args, ["repo", "rev", "profile", "format"], 1);
  if ("problem" in read) return wrongUse(context, read.problem);
  const action = oneOf("the action", read.words[0] ?? "", ["run"]);
  if ("problem" in action) return wrongUse(context, action.problem);
  const { repo = ".", rev = "HEAD", profile = null, format = "text" } = read.values;
  const shown = oneOf("--format", format, FORMATS);
  if ("problem" in shown) return wrongUse(context, shown.problem);
  const repository = await openOrNull(context, resolve(context.folder, repo));
  if (!repository) return EXIT.wrongUse;
  try {
    const host = await context.openSandbox();
    const ready = await requestFor(context, repository, host, { rev, profile });
    if ("problems" in ready) return refused(context, ready.problems);
    const baseRun = await runBase(context, repository, host, ready);
    const alone = await runRequest(context, repository, host, ready);
    if ("problems" in alone) return refused(context, alone.problems);
    const run = comparedWithBase(alone, baseRun);
    const { colour } = context.terminal;
    const json = shown.word === "json";
    context.terminal.out(
      json ? `${JSON.stringify(run, null, 2)}\n` : sandboxRunAsText(run, { colour }),
    );
    return exitOf(run);
  } finally {
    await repository.close();
  }
}

/** Runner and command come from the default branch where the clone knows one, as in the App. */
async function requestFor(
  { readDependencies, signal }: CommandContext,
  repository: LocalRepository,
  { runners, packages }: Host,
  { rev, profile }: Wish,
): Promise<Ready | { problems: Problem[] }> {
  const headSha = await repository.resolve(rev);
  if (headSha === null) return problem("--rev", `${JSON.stringify(rev)} names no commit here`);
  const base = (await repository.defaultBase())?.commit ?? headSha;
  const policy = await policyAt(repository, base);
  if ("problems" in policy) return policy;
  const planned = planRequest({
    ...{ runId: `local-${randomUUID()}`, headSha, runners },
    command: { name: "sandbox-run", sha: headSha, profile },
    policy: policy.policy.sandbox,
    rootFiles: rootNames(await repository.list(base)),
  });
  if ("problems" in planned) return planned;
  const { request, plan } = planned;
  const { language } = plan.runner;
  const { dependencies, baseline } = policy.policy.sandbox;
  const parts = { readDependencies, packages };
  const readyAt = async (commit: CommitSha) => {
    const wish = { commits: repository, headSha: commit, policy: dependencies, language, signal };
    const packed = await refusalAsProblem(commit, () => planPackages(parts, wish));
    if ("problems" in packed) return packed;
    return { request: { ...request, headSha: commit }, order: packed.order };
  };
  const head = await readyAt(headSha);
  if ("problems" in head) return head;
  const mergeBases = baseline ? await repository.mergeBases(base, headSha) : [];
  const compared = comparedCommit(mergeBases, headSha);
  if ("baseRun" in compared) return { ...head, base: compared };
  const before = await readyAt(compared.commit);
  if (!("problems" in before)) return { ...head, base: before };
  return { ...head, base: { baseRun: refusedBaseRun(compared.commit, before.problems) } };
}

/** What the head's run is compared with; null where nothing is to be. */
async function runBase(
  context: CommandContext,
  repository: LocalRepository,
  host: Host,
  { base }: Ready,
): Promise<BaseRun | null> {
  if ("baseRun" in base) return base.baseRun;
  const run = await runRequest(context, repository, host, base);
  return "problems" in run ? refusedBaseRun(base.request.headSha, run.problems) : keptOf(run);
}

async function policyAt(
  repository: LocalRepository,
  commit: CommitSha,
): Promise<{ policy: Policy } | { problems: Problem[] }> {
  const bytes = await repository.file(commit, POLICY_PATH, MAX_POLICY_BYTES);
  if (bytes === null) return effectivePolicy({});
  const parsed = parsePolicy(Buffer.from(bytes).toString("utf8"), POLICY_PATH);
  if (parsed.policy !== null) return effectivePolicy({ repository: parsed.policy });
  const problems = parsed.problems.map(({ path, line, column, message }) => ({
    where: `${path}:${line}:${column}`,
    message,
  }));
  return { problems };
}

async function runRequest(
  { terminal, signal }: CommandContext,
  repository: LocalRepository,
  { sandbox, packages }: Host,
  { request, order }: Pick<Ready, "request" | "order">,
): Promise<SandboxRun | { problems: Problem[] }> {
  const progress = showProgress(terminal);
  const say = (stage: string) => progress.say(stage);
  const { headSha } = request;
  try {
    say(`Reading ${headSha.slice(0, 12)}`);
    const openSource = () => repository.archive(headSha);
    return await refusalAsProblem(headSha, async () => {
      const packed =
        order === null
          ? { request, source: await openSource() }
          : await sourceWithPackages(packages, { request, order, openSource }, signal, say);
      return sandbox.run(packed.request, packed.source, signal, say);
    });
  } finally {
    progress.end();
  }
}

/** What the commit is the cause of is told as a problem of the request. */
async function refusalAsProblem<T>(
  where: string,
  work: () => Promise<T>,
): Promise<T | { problems: Problem[] }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "refused") throw error;
    return problem(where, error.message);
  }
}

function problem(where: string, message: string): { problems: Problem[] } {
  return { problems: [{ where, message }] };
}

function refused({ terminal }: CommandContext, problems: readonly Problem[]): number {
  terminal.err("gatehouse: it is not run:\n");
  for (const { where, message } of problems) {
    terminal.err(`  ${terminalLine(where)}: ${terminalLine(message, 2000)}\n`);
  }
  return RUN_EXIT.refused;
}

function exitOf({ outcome }: SandboxRun): number {
  if (outcome === "passed" || outcome === "refused" || outcome === "broken") {
    return RUN_EXIT[outcome];
  }
  return RUN_EXIT.other;
}
