import { all, each, texts, textOf, type Node } from "./node.ts";
import type { Notes } from "./reading.ts";

/** What checks out a stranger's code. */
const STRANGERS_CODE =
  /github\.event\.pull_request\.(?:head|merge_commit_sha|number)|github\.head_ref|github\.event\.workflow_run\.head|github\.event\.(?:issue|pull_request)\.number|github\.event\.number|refs\/pull\/|steps\.[\w-]+\.outputs\.\w*(?:ref|sha|head)/i;

const BY_HAND = /gh\s+pr\s+checkout|git\s+(?:fetch|pull)\b[^\n]*\bpull\//;

/** Programs that do what files of the folder say: installers, builders, test runners, scripts. */
const OBEYS =
  /(?:^|[\s;&|(])(?:(?:npm|pnpm|yarn|bun)(?:\s|$)|npx\s|make(?:\s|$)|pip\d?\s+install|poetry\s|uv\s|tox(?:\s|$)|pytest|python\d?\s+[\w./-]+\.py|node\s+[\w./-]+|cargo\s|go\s+(?:test|run|generate|build)|mvn|\.\/|(?:ba)?sh\s+[\w./-]+|bundle\s|rake|composer\s|gradle|dotnet\s|docker\s+build)/m;

/** What a condition asks of GitHub about the person; names in it are the author's to choose. */
const ASKS =
  /author_association|event\.label|\.labels|github\.(?:triggering_)?actor\b|head\.repo|head_repository|sender\.login|(?:needs|steps)\.[\w-]+\.outputs\./i;

/** Actions that ask GitHub what somebody may do. */
const ASKING = /permission|member|collaborator|author/i;

/** Whether the step brings a stranger's code into the job's folder, and where it says so. */
export function strangersCode(step: Node): Node | undefined {
  const script = all(step, "run").find((run) => BY_HAND.test(textOf(run) ?? ""));
  if (script !== undefined) return script;
  if (!texts(step, "uses").some((uses) => /(?:^|\/)checkout(?:@|$)/.test(uses))) return undefined;
  const wanted = [...all(step, "with", "ref"), ...all(step, "with", "repository")];
  return wanted.find((node) => STRANGERS_CODE.test(textOf(node) ?? ""));
}

/**
 * Says where a job that strangers start with secrets in reach checks out their code and then
 * lets it run, with nothing that asks who they are.
 */
export function noteStrangersCodeRuns(job: Node, name: string, notes: Notes): void {
  const steps = each(job, "steps");
  const from = steps.findIndex((step) => strangersCode(step) !== undefined);
  if (from === -1 || isGuarded(job, steps)) return;
  const obeying = steps
    .slice(from)
    .flatMap((step) => all(step, "run"))
    .find((run) => OBEYS.test(textOf(run) ?? ""));
  if (obeying === undefined) return;
  const line = (textOf(obeying) ?? "").split("\n").find((text) => OBEYS.test(text)) ?? "";
  notes.setting("workflow.runs-strangers-code", `${name}: ${line.trim().slice(0, 80)}`, obeying);
}

/** Conditions and actions that ask who it is. */
function isGuarded(job: Node, steps: readonly Node[]): boolean {
  const conditions = [job, ...steps].flatMap((node) => texts(node, "if"));
  const actions = steps.flatMap((step) => texts(step, "uses"));
  return conditions.some((text) => ASKS.test(text)) || actions.some((text) => ASKING.test(text));
}
