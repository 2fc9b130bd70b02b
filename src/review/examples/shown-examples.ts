import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { ShownExamples } from "../../model/rule-text.ts";
import { type Example, readExamples } from "./read-example.ts";

/** What most people can read comes first, so that new examples rarely change a page. */
const KNOWN = ["js", "py", "sh", "yml", "ts", "go", "rs", "rb", "java", "php"];
const MOST_FILES = 4;
const MOST_LINES = 40;

/**
 * One example of each kind from a rule's folder, for its page: files that are text, those that
 * the change brings or alters. Null where an example has none of those, or there is none.
 */
export async function loadShownExamples(ruleFolder: string): Promise<ShownExamples> {
  const folder = join(ruleFolder, "examples");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const files = await Promise.all(
    paths.map(async (path) => [relative(folder, path), await readFile(path)] as const),
  );
  const examples = readExamples(new Map(files)).toSorted(byReadability);
  return {
    flagged: firstShown(examples.filter(({ flagged }) => flagged)),
    clean: firstShown(examples.filter(({ flagged }) => !flagged)),
  };
}

function byReadability(a: Example, b: Example): number {
  return rankOf(a) - rankOf(b) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1);
}

function rankOf({ name }: Example): number {
  const rank = KNOWN.indexOf(name.split(".").at(-1) ?? "");
  return rank === -1 ? KNOWN.length : rank;
}

function firstShown(examples: readonly Example[]): ShownExamples["flagged"] {
  return examples.map(shown).find(({ files }) => files.length > 0) ?? null;
}

function shown({ base, head }: Example): { files: { path: string; text: string }[] } {
  const files = Object.entries(head).flatMap(([path, content]) => {
    const text = textOf(content);
    const before = base[path];
    const same = before !== undefined && textOf(before) === text;
    return text === null || same ? [] : [{ path, text: shortened(text) }];
  });
  return { files: files.slice(0, MOST_FILES) };
}

/** Null for what is no text of a regular file. */
function textOf(content: Example["head"][string]): string | null {
  if (typeof content === "string") return content;
  if (!(content instanceof Uint8Array)) {
    const isFile = (content.mode ?? "100644").startsWith("100");
    return isFile ? textOf(content.content) : null;
  }
  return content.includes(0) ? null : Buffer.from(content).toString("utf8");
}

function shortened(text: string): string {
  const lines = text.split("\n");
  if (lines.length <= MOST_LINES + 1) return text;
  return `${lines.slice(0, MOST_LINES).join("\n")}\n…\n`;
}
