import { join } from "node:path";
import type { Knowledge } from "../../src/review/knowledge.ts";
import { LANGUAGES } from "../../src/review/languages/table.ts";
import { PROGRAMS } from "../../test/conformance/programs.ts";
import type { MemoryTree } from "../../test/fakes/memory-commits.ts";
import { incidentsIn } from "../../test/incidents/incident.ts";
import { examplesOf } from "../../test/rules/examples.ts";

/** One text to begin with. */
export interface Sample {
  path: string;
  bytes: Buffer;
}

/** One change to begin with. */
export interface SampleChange {
  name: string;
  base: MemoryTree;
  head: MemoryTree;
}

/** Everything that is mutated. */
export interface Corpus {
  files: readonly Sample[];
  changes: readonly SampleChange[];
}

/** Collects the programs of the conformance suite, the examples of all rules, and the incidents. */
export function loadCorpus(root: string, { rules }: Knowledge): Corpus {
  const examples = rules.flatMap(({ id }) =>
    examplesOf(join(root, "rules", id)).map(({ name, base, head }) => ({
      name: `${id}/${name}`,
      base,
      head,
    })),
  );
  const incidents = incidentsIn(join(root, "test", "incidents")).flatMap(
    ({ folder, attack, twin }) => [
      { name: folder, base: attack.base, head: attack.head },
      { name: `${folder}, honest`, base: twin.base, head: twin.head },
    ],
  );
  const changes = [...examples, ...incidents];
  return { files: [...programs(), ...changes.flatMap(({ head }) => filesOf(head))], changes };
}

/** The conformance programs, each as a file of its language. */
function programs(): Sample[] {
  return Object.entries(PROGRAMS).flatMap(([language, texts]) => {
    const extension = LANGUAGES.get(language)?.extensions[0] ?? "txt";
    return Object.values(texts).map((text, at) => ({
      path: `program-${at}.${extension}`,
      bytes: Buffer.from(text),
    }));
  });
}

function filesOf(tree: MemoryTree): Sample[] {
  return Object.keys(tree).flatMap((path) => {
    const bytes = bytesOf(tree, path);
    return bytes === null ? [] : [{ path, bytes }];
  });
}

/** The bytes of a file of a tree; null for what is none. */
export function bytesOf(tree: MemoryTree, path: string): Buffer | null {
  const file = tree[path];
  if (file === undefined) return null;
  if (typeof file === "string") return Buffer.from(file);
  if (file instanceof Uint8Array) return Buffer.from(file);
  if (file.mode === "120000" || file.mode === "160000") return null;
  return Buffer.from(file.content);
}
