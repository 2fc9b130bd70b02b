import type { Trigger } from "../../model/trigger.ts";
import { linesOf } from "../text/lines.ts";
import { splitVersion } from "./devcontainer.ts";
import { asVariables, interpolations, isUntrusted, secretsIn } from "./expressions.ts";
import { all, entriesAt, texts, textOf, type Node } from "./node.ts";
import { notePackageVariables } from "./package-environment.ts";
import { inFolder } from "./paths.ts";
import type { Notes } from "./reading.ts";
import { strangersCode } from "./workflow-strangers.ts";

/** What a step has around it. */
export interface StepScope {
  job: string;
  trigger: Trigger | null;
  secrets: string[];
  /** A stranger can start the job with secrets in reach. */
  byStrangers: boolean;
  environment: ReadonlyMap<string, string>;
  windows: boolean;
  shell: string | null;
  folder: string;
}

/** Actions that look for security problems in a change or in what it takes along. */
const SCANNERS =
  /^(?:github\/codeql-action\/analyze|actions\/dependency-review-action|ossf\/scorecard-action|aquasecurity\/trivy-action|semgrep\/|returntocorp\/semgrep|gitleaks\/|trufflesecurity\/|snyk\/actions|zizmorcore\/|step-security\/harden-runner|anchore\/scan-action|google\/osv-scanner)/i;

/** What actions/github-script gives its script; on the script's own first line. */
const GIVEN = `var github = require("octokit").Octokit(), octokit = github; `;

/** Notes one step of a job or of a composite action. */
export function noteStep(step: Node, index: number, scope: StepScope, notes: Notes): void {
  const name = `${scope.job} / ${texts(step, "name")[0] ?? texts(step, "id")[0] ?? `step ${index + 1}`}`;
  noteSwitches(step, name, notes);
  for (const uses of all(step, "uses")) {
    noteUses(uses, scope, notes);
    noteGiven(step, uses, notes);
    noteCheckout(step, textOf(uses) ?? "", scope, notes);
  }
  const environment = stepEnvironment(step, scope, name, notes);
  for (const run of all(step, "run")) noteRun(run, step, name, { ...scope, environment }, notes);
  for (const script of all(step, "with", "script")) {
    if (!/github-script/i.test(texts(step, "uses").join(" "))) continue;
    noteCode(script, "javascript", name, { ...scope, environment, folder: "" }, notes, GIVEN);
  }
}

/** Secrets that a step hands to somebody's action; the job's own token is every step's. */
function noteGiven(step: Node, uses: Node, notes: Notes): void {
  const text = textOf(uses) ?? "";
  const given = [...entriesAt(step, "with"), ...entriesAt(step, "env")].flatMap(({ value }) =>
    secretsIn(textOf(value) ?? ""),
  );
  noteSecretsGiven(text, given, uses, notes);
}

/** Secrets, by name, that go to an action or a workflow of another repository. */
export function noteSecretsGiven(
  uses: string,
  given: readonly string[],
  at: Node,
  notes: Notes,
): void {
  const secrets = [...new Set(given)].filter((name) => name !== "GITHUB_TOKEN");
  const name = uses.replace(/@[^@]*$/, "");
  if (secrets.length === 0 || /^(?:\.|docker:)/.test(name)) return;
  notes.setting("workflow.secret-to-action", `${name}: ${secrets.join(", ")}`, at);
}

function stepEnvironment(
  step: Node,
  scope: StepScope,
  name: string,
  notes: Notes,
): Map<string, string> {
  const environment = new Map(scope.environment);
  notePackageVariables(entriesAt(step, "env"), notes);
  for (const { key, value } of entriesAt(step, "env")) {
    environment.set(key, textOf(value) ?? "");
    if (key === "ACTIONS_ALLOW_UNSECURE_COMMANDS")
      notes.setting("workflow.unsecure-commands", name, value);
  }
  for (const { key, value } of entriesAt(step, "with")) {
    if (key === "registry-url") notes.setting("npm.registry", textOf(value) ?? "", value);
    if (key === "repository-url" || key === "repository_url")
      notes.setting("pip.index", textOf(value) ?? "", value);
  }
  for (const value of entriesAt(step, "with")) noteAllSecrets(value.value, name, notes);
  for (const value of entriesAt(step, "env")) noteAllSecrets(value.value, name, notes);
  return environment;
}

function noteRun(run: Node, step: Node, name: string, scope: StepScope, notes: Notes): void {
  const folder = texts(step, "working-directory")[0] ?? scope.folder;
  const shell = texts(step, "shell")[0] ?? scope.shell;
  const language = languageOf(shell, scope.windows);
  noteCode(run, language, name, { ...scope, folder: folderIn(folder) }, notes);
  // A shell of one's own is a command, in which `{0}` stands for the file of the step.
  if (shell?.includes("{0}") === true) {
    const text = shell.replaceAll("{0}", "./step");
    const { trigger, secrets, environment, job: machine } = scope;
    notes.code(
      { language: "shell", text, trigger, secrets, environment, machine, name: `${name} shell` },
      run,
    );
  }
  if (scope.byStrangers && strangersCode(step) === run) {
    notes.setting("workflow.untrusted-checkout", name, run);
  }
}

function noteCode(
  node: Node,
  language: string,
  name: string,
  scope: StepScope,
  notes: Notes,
  given = "",
): void {
  const source = textOf(node) ?? "";
  const lines = linesOf(source);
  for (const { expression, start } of interpolations(source)) {
    if (!isUntrusted(expression)) continue;
    const line = Math.min(node.endLine, node.textLine + lines.span(start, start + 1).line - 1);
    notes.setting("workflow.untrusted-interpolation", `${name}: ${expression}`, line);
    // The token alone can be set back; a secret that was read is lost.
    if (scope.byStrangers && scope.secrets.some((secret) => secret !== "GITHUB_TOKEN"))
      notes.setting("workflow.interpolation-with-secrets", `${name}: ${expression}`, line);
  }
  noteAllSecrets(node, name, notes);
  const { text, environment } = asVariables(source, language);
  const secrets = [...new Set([...scope.secrets, ...secretsIn(source)])];
  const all = new Map([...environment, ...scope.environment]);
  notes.code(
    {
      language,
      text: given + text,
      trigger: scope.trigger,
      name,
      folder: scope.folder,
      machine: scope.job,
      secrets,
      environment: all,
    },
    node,
  );
}

function noteAllSecrets(node: Node, name: string, notes: Notes): void {
  if (secretsIn(textOf(node) ?? "").includes("*"))
    notes.setting("workflow.secrets-all", name, node);
}

/** An action, a reusable workflow or an image: ours by path, another's by name and version. */
export function noteUses(uses: Node, scope: StepScope, notes: Notes): void {
  const text = textOf(uses) ?? "";
  const triggers = scope.trigger === null ? [] : [scope.trigger];
  if (text.startsWith("docker://")) {
    const [name, version] = splitVersion(text.slice("docker://".length));
    notes.reference({ type: "image", name, version }, triggers, uses);
    return;
  }
  if (text.startsWith(".")) {
    const to = inFolder("", text);
    const files =
      to === null
        ? []
        : /\.ya?ml$/.test(to)
          ? [to]
          : ["action.yml", "action.yaml"].map((name) => (to === "" ? name : `${to}/${name}`));
    for (const file of files) {
      notes.edge(
        { to: file, by: `uses: ${text}`, trigger: scope.trigger, secrets: scope.secrets },
        uses,
      );
    }
    return;
  }
  const at = text.lastIndexOf("@");
  const name = at === -1 ? text : text.slice(0, at);
  if (SCANNERS.test(name)) notes.setting(`workflow.scanner.${name}`, name, uses);
  if (name !== "")
    notes.reference(
      { type: "action", name, version: at === -1 ? null : text.slice(at + 1) },
      triggers,
      uses,
    );
}

function noteCheckout(step: Node, uses: string, scope: StepScope, notes: Notes): void {
  if (!/(?:^|\/)checkout(?:@|$)/.test(uses)) return;
  const strange = strangersCode(step);
  if (scope.byStrangers && strange !== undefined) {
    notes.setting("workflow.untrusted-checkout", `${scope.job}: ${textOf(strange) ?? ""}`, strange);
  }
  for (const value of all(step, "with", "persist-credentials")) {
    if (textOf(value) === "false")
      notes.setting("workflow.persist-credentials-off", scope.job, value);
  }
}

function noteSwitches(step: Node, name: string, notes: Notes): void {
  for (const value of all(step, "continue-on-error")) {
    if (textOf(value) === "true") notes.setting("workflow.continue-on-error", name, value);
  }
  for (const value of all(step, "if")) {
    if (/^(?:\$\{\{)?\s*false\s*(?:\}\})?$/.test(textOf(value) ?? ""))
      notes.setting("workflow.never-runs", name, value);
  }
}

/** The language of a step by its `shell` (docs.github.com, "jobs.<id>.steps[*].shell"). */
function languageOf(shell: string | null, windows: boolean): string {
  const program =
    shell
      ?.trim()
      .split(/[\s/]+/)
      .find((word) => !/^(?:usr|bin|env|)$/.test(word)) ?? "";
  if (/^(?:pwsh|powershell)/i.test(program)) return "powershell";
  if (/^cmd/i.test(program)) return "batch";
  if (/^python/i.test(program)) return "python";
  if (/^(?:node|deno|bun)$/i.test(program)) return "javascript";
  if (/^(?:perl|ruby|php)$/i.test(program)) return program.toLowerCase();
  return program === "" && windows ? "powershell" : "shell";
}

function folderIn(folder: string): string {
  const plain = folder.replace(/\$\{\{\s*github\.workspace\s*\}\}|\$\{?GITHUB_WORKSPACE\}?/g, ".");
  return inFolder("", plain) ?? "";
}
