import type { DocumentReading } from "./document.ts";
import { all, each, entriesAt, shown, texts, textOf, type Node } from "./node.ts";
import { folderOf, shellWords } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import { parseYaml } from "./yaml-document.ts";

/** Hooks run whenever a developer works with git: the nearest moment that has a word is the build. */
const TRIGGER = "build";

/** `.pre-commit-config.yaml`: hooks of other repositories by revision, and local commands. */
export function readPreCommit(text: string): DocumentReading {
  const { root, problem } = parseYaml(text);
  const notes = createNotes();
  for (const repository of each(root, "repos")) {
    for (const value of all(repository, "repo")) {
      const name = textOf(value) ?? "";
      if (name === "local" || name === "meta") continue;
      notes.reference(
        { type: "hook", name, version: texts(repository, "rev")[0] ?? null },
        [TRIGGER],
        value,
      );
    }
    for (const hook of each(repository, "hooks")) noteHook(hook, notes);
  }
  return notes.reading(problem);
}

function noteHook(hook: Node, notes: Notes): void {
  const name = texts(hook, "id")[0] ?? "hook";
  for (const entry of all(hook, "entry")) {
    const args = texts(hook, "args");
    const text = `${textOf(entry) ?? ""}${args.length === 0 ? "" : ` ${shellWords(args)}`}`;
    notes.code({ language: "shell", text, trigger: TRIGGER, name }, entry);
  }
  const type = texts(hook, "language")[0] === "node" ? "npm" : "pypi";
  for (const value of each(hook, "additional_dependencies")) {
    notes.reference({ type, name: shown(value), version: null }, [TRIGGER], value);
  }
}

/** `lefthook.yml`: commands by git hook, in the old form and as jobs. */
export function readLefthook(text: string, path: string): DocumentReading {
  const { root, problem } = parseYaml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const { key, value: hook } of root.entries) {
    const named = entriesAt(hook, "commands").map((entry) => ({
      name: `${key} ${entry.key}`,
      command: entry.value,
    }));
    const jobs = each(hook, "jobs").map((job, index) => ({
      name: `${key} ${texts(job, "name")[0] ?? index + 1}`,
      command: job,
    }));
    for (const { name, command } of [...named, ...jobs]) {
      for (const run of all(command, "run")) {
        notes.code(
          { language: "shell", text: textOf(run) ?? "", trigger: TRIGGER, name, folder },
          run,
        );
      }
    }
  }
  for (const remote of each(root, "remotes")) {
    const name = texts(remote, "git_url")[0] ?? "";
    if (name !== "")
      notes.reference(
        { type: "hook", name, version: texts(remote, "ref")[0] ?? null },
        [TRIGGER],
        remote,
      );
  }
  return notes.reading(problem);
}

/** Git hooks that a `package.json` holds for husky, simple-git-hooks, yorkie and lint-staged. */
export function noteManifestHooks(root: Node, folder: string, notes: Notes): void {
  const places = [
    ["husky", "hooks"],
    ["simple-git-hooks"],
    ["gitHooks"],
    ["lint-staged"],
    ["pre-commit"],
  ];
  for (const path of places) {
    for (const { key, value } of entriesAt(root, ...path)) {
      for (const command of value.kind === "list" ? value.items : [value]) {
        const text = textOf(command) ?? "";
        notes.code(
          { language: "shell", text, trigger: TRIGGER, name: `${path[0]} ${key}`, folder },
          command,
        );
      }
    }
  }
}
