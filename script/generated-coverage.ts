import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { DOCUMENTS } from "../src/review/documents/table.ts";
import { LANGUAGES } from "../src/review/languages/table.ts";

const Attack = z.strictObject({
  attack: z.string().min(8),
  /** Rules that find it. */
  rules: z.array(z.string()).default([]),
  /** Tests that try it, where no rule is what answers it: files or folders. */
  tests: z.array(z.string()).default([]),
  /** What of it is not found, and why. */
  open: z.string().min(8).optional(),
});
const Topics = z.array(z.strictObject({ topic: z.string(), attacks: z.array(Attack).min(1) }));
export type Topics = z.infer<typeof Topics>;

/** What attackers do and what finds it, from `docs/coverage.yml`. Throws when the file is wrong. */
export async function readCoverage(root: string): Promise<Topics> {
  return Topics.parse(parse(await readFile(join(root, "docs", "coverage.yml"), "utf8")));
}

/** The tables of `docs/coverage.md`. */
export function coverageTables(topics: Topics): string {
  return [
    ...topics.flatMap(({ topic, attacks }) => [`## ${topic}`, attackTable(attacks)]),
    "## Languages that are read as programs",
    languageTable(),
    "## Documents that are understood",
    documentTable(),
  ].join("\n\n");
}

function attackTable(attacks: Topics[number]["attacks"]): string {
  const rows = attacks.map(({ attack, rules, tests, open }) => {
    const by = [...rules, ...tests].map((each) => `\`${each}\``).join(", ");
    return `| ${cell(attack)} | ${by === "" ? "nothing" : by} | ${cell(open ?? "")} |`;
  });
  return table(["Attack", "Found by", "Not found, or not judged"], rows);
}

function languageTable(): string {
  const rows = [...LANGUAGES.values()].map(({ name, extensions, names, interpreters }) => {
    const files = [...extensions.map((each) => `.${each}`), ...(names ?? [])].map(code);
    return `| ${name} | ${files.join(" ")} | ${interpreters.map(code).join(" ")} |`;
  });
  return table(["Language", "Files", "`#!` programs"], rows);
}

function documentTable(): string {
  const rows = DOCUMENTS.map(({ name, starts }) => {
    return `| ${cell(name)} | ${starts ? "can make something run; read also when it did not change" : "read when it changes"} |`;
  });
  return table(["Document", "How"], [...new Set(rows)]);
}

function table(heads: readonly string[], rows: readonly string[]): string {
  const head = `| ${heads.join(" | ")} |`;
  return [head, `| ${heads.map(() => "---").join(" | ")} |`, ...rows].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
}

function code(text: string): string {
  return `\`${text}\``;
}
