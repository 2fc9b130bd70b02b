import type { DocumentReading } from "./document.ts";
import { splitVersion } from "./devcontainer.ts";
import { all, each, textOf } from "./node.ts";
import { folderOf, inFolder } from "./paths.ts";
import { createNotes } from "./reading.ts";
import { noteStep, type StepScope } from "./workflow-step.ts";
import { parseYaml } from "./yaml-document.ts";

const SCOPE: StepScope = {
  job: "action",
  // Whoever uses an action does so in a job.
  trigger: "ci",
  secrets: [],
  byStrangers: false,
  environment: new Map(),
  windows: false,
  shell: null,
  folder: "",
};

/** `action.yml`: the steps of a composite action, or the program of another kind of action. */
export function readAction(text: string, path: string): DocumentReading {
  const { root, problem } = parseYaml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  // What stands at the top of a repository runs in the jobs of everybody who uses it.
  const trigger = folder === "" ? "ci" : null;
  for (const [index, step] of each(root, "runs", "steps").entries())
    noteStep(step, index, { ...SCOPE, trigger }, notes);
  notes.runsAsOne();
  for (const key of ["pre", "main", "post", "entrypoint", "image"]) {
    for (const value of all(root, "runs", key)) {
      const file = textOf(value) ?? "";
      if (key === "image" && file.startsWith("docker://")) {
        const [name, version] = splitVersion(file.slice("docker://".length));
        notes.reference({ type: "image", name, version }, [], value);
        continue;
      }
      const to = inFolder(folder, file);
      if (to !== null && to !== "") notes.edge({ to, by: `runs.${key}: ${file}`, trigger }, value);
    }
  }
  return notes.reading(problem);
}
