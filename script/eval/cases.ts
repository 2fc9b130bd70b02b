import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Knowledge } from "../../src/review/knowledge.ts";
import { reviewExample } from "../../src/review/examples/review-example.ts";

/** One change as two trees, path to text; `language` only groups the table. */
const Case = z.object({
  id: z.string(),
  language: z.string(),
  note: z.string(),
  base: z.record(z.string(), z.string()),
  head: z.record(z.string(), z.string()),
});
export type Case = z.infer<typeof Case>;

/** What the review said of one case. */
export interface JudgedCase {
  of: Case;
  verdict: "clean" | "suspicious" | "malicious";
  complete: boolean;
  /** Rules whose findings decided. */
  rules: string[];
}

/** The cases of a file of JSON lines. Throws with the number of a line that is no case. */
export function readCases(file: string): Case[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const read = Case.safeParse(JSON.parse(line));
    if (!read.success)
      throw new Error(`${file}:${index + 1} is no case: ${z.prettifyError(read.error)}`);
    return [read.data];
  });
}

/** Reviews one case with the limits of a real review. */
export async function judgeCase(of: Case, knowledge: Knowledge): Promise<JudgedCase> {
  const { base, head } = of;
  const { verdict, complete, findings } = await reviewExample({ base, head }, knowledge);
  const deciding = findings.filter(({ axis }) => axis === "malice").map(({ rule }) => rule);
  return { of, verdict, complete, rules: [...new Set(deciding)] };
}

/** Reviews all cases of a file, says each with its verdict, and ends with a table. */
export async function measureCases(
  file: string,
  knowledge: Knowledge,
  say: (line: string) => void,
): Promise<void> {
  const judged: JudgedCase[] = [];
  for (const each of readCases(file)) {
    const one = await judgeCase(each, knowledge);
    const open = one.complete ? "" : ", incomplete";
    say(`${one.verdict}${open}  ${each.id}  ${one.rules.slice(0, 3).join(" ")}\n    ${each.note}`);
    judged.push(one);
  }
  say("");
  const languages = [...new Set(judged.map(({ of }) => of.language))].sort();
  for (const name of [...languages, "all"]) say(rowOf(name, judged));
}

function rowOf(name: string, all: readonly JudgedCase[]): string {
  const here = all.filter(({ of }) => name === "all" || of.language === name);
  const count = (verdict: string) => here.filter((each) => each.verdict === verdict).length;
  const counts = ["malicious", "suspicious", "clean"].map((each) => `${count(each)} ${each}`);
  const open = here.filter(({ complete }) => !complete).length;
  return `${name}: ${here.length} cases, ${counts.join(", ")}, ${open} incomplete`;
}
