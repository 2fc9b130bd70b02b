import type { Trigger } from "../../model/trigger.ts";
import type { DocumentReading } from "./document.ts";
import { splitVersion } from "./devcontainer.ts";
import { secretsIn } from "./expressions.ts";
import { all, each, entriesAt, texts, textOf, type Entry, type Node } from "./node.ts";
import { notePackageVariables } from "./package-environment.ts";
import { createNotes, type Notes } from "./reading.ts";
import { noteSecretsGiven, noteStep, noteUses, type StepScope } from "./workflow-step.ts";
import { noteStrangersCodeRuns } from "./workflow-strangers.ts";
import {
  eventsOf,
  permissionsOf,
  tokenSecrets,
  triggerOf,
  type WorkflowEvents,
} from "./workflow-triggers.ts";
import { parseYaml } from "./yaml-document.ts";

/** More jobs, steps or variables than GitHub would start are an attack on the reader. */
const MOST_JOBS = 500;
const MOST_STEPS = 3000;
const MOST_VARIABLES = 300;

/** What holds for every job of a workflow. */
interface Around {
  root: Node;
  events: WorkflowEvents;
  /** Secrets that the workflow's own variables hold. */
  secrets: string[];
}

/** A GitHub workflow: its steps as code, what they can reach, and what it lets in. */
export function readWorkflow(text: string): DocumentReading {
  const { root, problem } = parseYaml(text);
  const notes = createNotes();
  const events = eventsOf(root);
  for (const name of events.names) notes.setting("workflow.trigger", name, events.at);
  notePermissions(root, "", notes);
  notePins(text, notes);
  const jobs = entriesAt(root, "jobs");
  const tooMany = excess(root, jobs);
  if (tooMany !== null) return notes.reading(problem ?? tooMany);
  notePackageVariables(entriesAt(root, "env"), notes);
  const secrets = all(root, "env").flatMap(leafTexts).flatMap(secretsIn);
  for (const job of jobs) noteJob({ root, events, secrets }, job, notes);
  if (events.names.includes("workflow_call")) notes.runsAsOne();
  return notes.reading(problem);
}

/** `uses: a/b@<commit> # v1.2.3`: the release that a commit is said to be. */
function notePins(text: string, notes: Notes): void {
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const match =
      /^\s*(?:-\s+)?uses:\s*["']?([\w./-]{1,200})@([0-9a-f]{40})["']?\s+#\s*(?:tag=)?(v?\d+\.\d+\.\d+\S{0,40})\s*$/.exec(
        line.slice(0, 500),
      );
    if (match === null) continue;
    const [, name = "", commit = "", release = ""] = match;
    notes.setting("workflow.pinned", `${name}@${commit} # ${release}`, index + 1);
  }
}

function excess(root: Node, jobs: readonly Entry[]): string | null {
  const steps = jobs.flatMap((job) => each(job.value, "steps"));
  const scopes = [root, ...jobs.map((job) => job.value), ...steps];
  const variables = Math.max(
    ...scopes.slice(0, MOST_STEPS).map((scope) => entriesAt(scope, "env").length),
  );
  const fits =
    jobs.length <= MOST_JOBS && steps.length <= MOST_STEPS && variables <= MOST_VARIABLES;
  return fits ? null : "has more jobs, steps or variables than can be read";
}

function noteJob(around: Around, { key, value: job }: Entry, notes: Notes): void {
  const { root, events } = around;
  const secrets = secretsOf(around, job);
  const trigger = triggerOf(events, secrets);
  notePermissions(job, `${key}: `, notes);
  noteRunner(job, key, events, notes);
  notePackageVariables(entriesAt(job, "env"), notes);
  noteSwitches(job, key, notes);
  noteSecrets(job, key, notes);
  noteImages(job, trigger, notes);
  const scope: StepScope = {
    job: key,
    trigger,
    secrets,
    byStrangers: events.byStrangers,
    environment: environmentOf([root, job]),
    windows: texts(job, "runs-on").some((name) => /windows/i.test(name)),
    shell: defaultOf([job, root], "shell"),
    folder: defaultOf([job, root], "working-directory") ?? "",
  };
  for (const uses of all(job, "uses")) {
    noteUses(uses, scope, notes);
    const given = all(job, "secrets").flatMap((node) =>
      textOf(node) === "inherit" ? ["*"] : leafTexts(node).flatMap(secretsIn),
    );
    noteSecretsGiven(textOf(uses) ?? "", given, uses, notes);
  }
  for (const [index, step] of each(job, "steps").entries()) noteStep(step, index, scope, notes);
  if (events.byStrangers) noteStrangersCodeRuns(job, key, notes);
}

function defaultOf(scopes: readonly Node[], key: string): string | null {
  return scopes.flatMap((scope) => texts(scope, "defaults", "run", key))[0] ?? null;
}

/**
 * Every secret that the job names: its steps share a machine, so that each can read what
 * another one gets.
 */
function secretsOf({ root, events, secrets }: Around, job: Node): string[] {
  const names = new Set([...secrets, ...leafTexts(job).flatMap(secretsIn)]);
  if (texts(job, "secrets").includes("inherit")) names.add("*");
  const rights = permissionsOf(job) ?? permissionsOf(root);
  const token = tokenSecrets(rights, events);
  // The token alone is a secret only where it can do something.
  if (!token.includes("GITHUB_TOKEN")) names.delete("GITHUB_TOKEN");
  return [...[...names].sort(), ...token.filter((name) => !names.has(name))].slice(0, 64);
}

function leafTexts(node: Node): string[] {
  const found: string[] = [];
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === "scalar") found.push(textOf(next) ?? "");
    open.push(...next.items, ...next.entries.map((entry) => entry.value));
  }
  return found;
}

/** Variables of the workflow and the job; the inner one counts. */
function environmentOf(scopes: readonly Node[]): Map<string, string> {
  const entries = scopes.flatMap((scope) => entriesAt(scope, "env"));
  return new Map(entries.map(({ key, value }) => [key, textOf(value) ?? ""]));
}

function notePermissions(node: Node, prefix: string, notes: Notes): void {
  for (const value of all(node, "permissions")) {
    const whole = textOf(value);
    if (whole === "write-all")
      notes.setting("workflow.permission.write-all", `${prefix}write-all`, value);
    if (whole === "read-all") notes.setting("workflow.permission.read", `${prefix}all`, value);
    if (value.kind === "map" && value.entries.length === 0) {
      notes.setting("workflow.permission.none", `${prefix}all`, value);
    }
    for (const entry of value.entries) {
      const right = textOf(entry.value);
      const name = right === "write" ? "write" : right === "read" ? "read" : "none";
      notes.setting(`workflow.permission.${name}`, `${prefix}${entry.key}`, entry.value);
    }
  }
}

function noteRunner(job: Node, name: string, events: WorkflowEvents, notes: Notes): void {
  const runners = [
    ...each(job, "runs-on"),
    ...each(job, "runs-on", "labels"),
    ...each(job, "runs-on", "group"),
  ];
  const own = runners.find((runner) => /self-hosted/i.test(textOf(runner) ?? ""));
  const grouped = all(job, "runs-on", "group")[0];
  const at = own ?? grouped;
  if (at !== undefined)
    notes.setting("workflow.self-hosted", `${name} on ${events.names.join(", ")}`, at);
}

function noteSwitches(job: Node, name: string, notes: Notes): void {
  for (const value of all(job, "continue-on-error")) {
    if (textOf(value) === "true") notes.setting("workflow.continue-on-error", name, value);
  }
  for (const value of all(job, "if")) {
    if (/^(?:\$\{\{)?\s*false\s*(?:\}\})?$/.test(textOf(value) ?? ""))
      notes.setting("workflow.never-runs", name, value);
  }
}

function noteSecrets(job: Node, name: string, notes: Notes): void {
  for (const value of all(job, "secrets")) {
    if (textOf(value) === "inherit") notes.setting("workflow.secrets-inherit", name, value);
  }
}

function noteImages(job: Node, trigger: Trigger | null, notes: Notes): void {
  const services = entriesAt(job, "services").map((entry) => entry.value);
  const containers = all(job, "container");
  for (const node of [...containers, ...services]) {
    for (const value of node.kind === "map" ? all(node, "image") : [node]) {
      const [image, version] = splitVersion(textOf(value) ?? "");
      if (image !== "")
        notes.reference(
          { type: "image", name: image, version },
          trigger === null ? [] : [trigger],
          value,
        );
    }
  }
}
