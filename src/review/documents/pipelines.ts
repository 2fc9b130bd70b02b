import type { Trigger } from "../../model/trigger.ts";
import type { DocumentReading } from "./document.ts";
import { all, each, entriesAt, textOf, type Entry, type Node } from "./node.ts";
import { notePackageVariables } from "./package-environment.ts";
import { createNotes, type Notes } from "./reading.ts";
import { parseYaml } from "./yaml-document.ts";

/** A YAML document of which some keys hold commands, wherever in it they stand. */
interface Dialect {
  trigger: Trigger;
  /** Keys with their language; a list is one script, a line for each item. */
  keys: readonly { key: RegExp; language: string }[];
  /** Keys whose list is one command, word by word. */
  words?: RegExp;
  /** A key of words, and the key beside it whose words come after them in the same command. */
  follows?: Readonly<Record<string, string>>;
}

const SHELL = "shell";
const GITLAB: Dialect = {
  trigger: "ci",
  keys: [{ key: /^(?:before_|after_)?script$/, language: SHELL }],
};
const CIRCLE: Dialect = { trigger: "ci", keys: [{ key: /^(?:run|command)$/, language: SHELL }] };
const AZURE: Dialect = {
  trigger: "ci",
  keys: [
    { key: /^(?:script|bash)$/, language: SHELL },
    { key: /^(?:pwsh|powershell)$/, language: "powershell" },
  ],
};
const TRAVIS: Dialect = {
  trigger: "ci",
  keys: [
    {
      key: /^(?:(?:before|after)_\w+|install|script|build_script|test_script|install_script|on_\w+)$/,
      language: SHELL,
    },
  ],
};
const OTHERS: Dialect = {
  trigger: "ci",
  keys: [{ key: /^(?:script|commands?|run|\w+_script)$/, language: SHELL }],
  words: /^args$/,
};
const GITPOD: Dialect = {
  trigger: "open",
  keys: [{ key: /^(?:init|before|command|prebuild)$/, language: SHELL }],
};
const COMPOSE: Dialect = {
  trigger: "build",
  keys: [{ key: /^(?:command|entrypoint)$/, language: SHELL }],
  words: /^(?:command|entrypoint|test)$/,
};
const CLUSTER: Dialect = {
  trigger: "release",
  keys: [],
  words: /^(?:command|args)$/,
  follows: { command: "args" },
};
const PLAYBOOK: Dialect = {
  trigger: "release",
  keys: [{ key: /^(?:ansible\.builtin\.)?(?:shell|command|raw)$/, language: SHELL }],
};

/** `.gitlab-ci.yml`: the scripts of each job. */
export function readGitlab(text: string): DocumentReading {
  const { root, problem } = parseYaml(text);
  const notes = createNotes();
  for (const value of each(root, "include").flatMap((item) => all(item, "remote")))
    notes.setting("pipeline.remote-include", textOf(value) ?? "", value);
  walk(root, "", environmentOf(root), GITLAB, notes);
  return notes.reading(problem);
}
/** `.circleci/config.yml`: the commands of each step. */
export const readCircle = reader(CIRCLE);
/** `azure-pipelines.yml`: the scripts of each step. `$(System.AccessToken)` is a variable there. */
export const readAzure = (text: string, path: string): DocumentReading =>
  reader(AZURE)(
    text.replace(
      /\$\(((?:System|Build|Agent|Release|Pipeline)\.[A-Za-z.]{1,60})\)/g,
      (_, name: string) => `$${name.replaceAll(".", "_").toUpperCase()}`,
    ),
    path,
  );
/** `.travis.yml` and `appveyor.yml`: the commands of each phase. */
export const readTravis = reader(TRAVIS);
/** Pipelines of Bitbucket, Buildkite, Cirrus, Drone, Woodpecker, Semaphore and Cloud Build. */
export const readOtherPipeline = reader(OTHERS);
/** `.gitpod.yml`: what runs when a workspace is opened. */
export const readGitpod = reader(GITPOD);
/** `compose.yaml`: what the services start. */
export const readCompose = reader(COMPOSE);

/**
 * Objects of Kubernetes and charts of Helm: what their containers start. Templates are no YAML
 * before they are filled in, so what cannot be parsed is left to the text layers.
 */
export function readCluster(text: string, path: string): DocumentReading {
  if (!/^\s{0,4}apiVersion:/m.test(text)) return createNotes().reading(null);
  return { ...reader(CLUSTER)(text.replace(/\{\{[^{}\n]{0,200}\}\}/g, "x"), path), problem: null };
}

/** Playbooks and roles of Ansible: the commands of each task. */
export function readPlaybook(text: string, path: string): DocumentReading {
  return { ...reader(PLAYBOOK)(text, path), problem: null };
}

function reader(dialect: Dialect): (text: string, path: string) => DocumentReading {
  return (text) => {
    const { root, problem } = parseYaml(text);
    const notes = createNotes();
    walk(root, "", environmentOf(root), dialect, notes);
    return notes.reading(problem);
  };
}

/** Variables that hold for the whole document. */
function environmentOf(root: Node): Map<string, string> {
  const entries = [...entriesAt(root, "variables"), ...entriesAt(root, "env")];
  return new Map(entries.map(({ key, value }) => [key, textOf(value) ?? ""]));
}

function walk(
  node: Node,
  name: string,
  environment: ReadonlyMap<string, string>,
  dialect: Dialect,
  notes: Notes,
): void {
  for (const item of node.items) walk(item, name, environment, dialect, notes);
  const joined = joinedEntries(node, dialect);
  for (const entry of joined) {
    if (/^(?:env|environment|variables)$/.test(entry.key))
      notePackageVariables(entry.value.entries, notes);
    noteEntry(entry, `${name} ${entry.key}`.trim(), environment, dialect, notes);
    walk(entry.value, `${name} ${entry.key}`.trim(), environment, dialect, notes);
  }
}

/** `command: [sh, -c]` with `args: [x]` is one command; what was appended stands no more. */
function joinedEntries(node: Node, { follows = {} }: Dialect): readonly Entry[] {
  const appended = new Set<string>();
  const entries = node.entries.map((entry) => {
    const after = follows[entry.key];
    const more = node.entries.find(({ key, value }) => key === after && value.kind === "list");
    if (more === undefined || entry.value.kind !== "list") return entry;
    appended.add(more.key);
    const items = [...entry.value.items, ...more.value.items];
    const endLine = Math.max(entry.value.endLine, more.value.endLine);
    return { ...entry, value: { ...entry.value, items, endLine } };
  });
  return entries.filter(({ key }) => !appended.has(key));
}

function noteEntry(
  { key, value }: Entry,
  name: string,
  environment: ReadonlyMap<string, string>,
  { trigger, keys, words }: Dialect,
  notes: Notes,
): void {
  const texts = value.kind === "list" ? value.items.map((item) => textOf(item) ?? "") : [];
  const place = { trigger, name, environment };
  if (value.kind === "list" && words?.test(key) === true) {
    notes.code({ language: SHELL, text: texts.map(quoted).join(" "), ...place }, value);
    return;
  }
  const found = keys.find((each) => each.key.test(key));
  const text = value.kind === "list" ? texts.join("\n") : (textOf(value) ?? "");
  if (found === undefined || text.trim() === "") return;
  notes.code({ language: found.language, text, ...place }, value);
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
