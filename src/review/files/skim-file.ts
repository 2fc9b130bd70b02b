import type { EdgeFact } from "../../model/fact.ts";
import type { TreeEntry } from "../../model/tree.ts";
import { conventionOf } from "../executions/conventions.ts";
import { fileUnit, type ReadFile } from "../executions/unit.ts";
import { mentions } from "./mentions.ts";
import type { Language } from "../languages/language.ts";

/** Words of code that may start programs or run texts: such files are read in full. */
const STARTS =
  /child_process|execa|shelljs|worker_threads|\beval\b|new Function|subprocess|os\.system|popen|runpy|importlib|__import__|\bexec\(|Command::new/;

/** From this size on a file is a bundle, which was read when it came in. */
const BUNDLE = 300_000;

/**
 * Whether a file that did not change is only a way to others: it starts nothing itself and
 * takes no data from `mentioned` files, which did change.
 */
export function mayBeSkimmed(text: string, mentioned: readonly string[]): boolean {
  if (mentions(text, mentioned)) return false;
  return text.length > BUNDLE || !STARTS.test(text);
}

/** A file of which only its imports were read. */
export function skimFile(entry: TreeEntry, text: string, language: Language): ReadFile {
  const at = { line: 1, endLine: 1 };
  const edges = (language.skim?.(text) ?? []).flatMap((name): EdgeFact[] => {
    const { file } = language.traits.module(name);
    if (file === null) return [];
    return [
      {
        kind: "edge",
        trigger: null,
        to: file,
        by: `import ${name}`,
        language: null,
        secrets: [],
        at,
      },
    ];
  });
  const convention = conventionOf(entry.path);
  const unit = {
    id: fileUnit(entry.path),
    path: entry.path,
    name: null,
    triggers: convention === null ? [] : [convention.trigger],
    secrets: [],
    by: convention?.by ?? "",
    facts: edges,
    folder: "",
  };
  return {
    path: entry.path,
    units: [unit],
    language: language.name,
    bytes: 0,
    text: text.length <= BUNDLE ? text : null,
    codeFacts: [],
    skimmed: true,
    unanalysed: null,
  };
}
