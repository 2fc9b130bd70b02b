import type { Trigger } from "../../model/trigger.ts";
import { inFolder } from "./paths.ts";
import type { Notes } from "./reading.ts";
import { attributeOf, childrenOf, descendantsOf, type XmlElement } from "./xml-document.ts";

/** Tasks whose code stands in the file itself (`RoslynCodeTaskFactory`, `CodeTaskFactory`). */
export function noteInlineTasks(
  project: XmlElement,
  triggers: ReadonlyMap<XmlElement, Trigger | null>,
  folder: string,
  notes: Notes,
): void {
  for (const using of descendantsOf(project)) {
    if (using.name !== "UsingTask" || attributeOf(using, "TaskFactory") === null) continue;
    const name = attributeOf(using, "TaskName")?.value ?? "";
    const trigger = usedAt(name, triggers);
    for (const task of childrenOf(using, "Task")) {
      for (const code of childrenOf(task, "Code")) noteCode(code, name, trigger, folder, notes);
    }
  }
}

/** When a task runs: with the first target that runs by itself and uses it. */
function usedAt(name: string, triggers: ReadonlyMap<XmlElement, Trigger | null>): Trigger | null {
  for (const [target, trigger] of triggers) {
    if (trigger !== null && childrenOf(target, name).length > 0) return trigger;
  }
  return null;
}

function noteCode(
  code: XmlElement,
  task: string,
  trigger: Trigger | null,
  folder: string,
  notes: Notes,
): void {
  const source = attributeOf(code, "Source")?.value.replaceAll("\\", "/");
  const to = source === undefined ? null : inFolder(folder, source);
  if (to !== null && to !== "") notes.edge({ to, by: `task ${task}`, trigger }, code.line);
  const language = attributeOf(code, "Language")?.value.toLowerCase() ?? "cs";
  if (!/^(?:cs|csharp|c#)$/.test(language)) return;
  // A method alone is called by the class that is made around it.
  const method = attributeOf(code, "Type")?.value.toLowerCase() === "method";
  notes.code(
    {
      language: "csharp",
      text: method ? `${code.text.trimEnd()} Execute();` : code.text,
      trigger,
      name: `task ${task}`,
      folder,
    },
    {
      kind: "scalar",
      entries: [],
      items: [],
      scalar: null,
      line: code.line,
      endLine: code.endLine,
      textLine: code.textLine,
    },
  );
}
