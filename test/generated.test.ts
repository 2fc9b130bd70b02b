import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { generatedFiles } from "../script/generated.ts";
import { MODES } from "../src/model/policy.ts";
import { parsePolicy } from "../src/policy-file.ts";
import { faultConclusion, reviewConclusion } from "../src/report/conclusion.ts";

const ROOT = join(import.meta.dirname, "..");

async function text(path: string): Promise<string> {
  return readFile(join(ROOT, path), "utf8");
}

describe("files that are made from code", () => {
  it("are current; `node script/generated.ts` writes them", async () => {
    for (const [path, content] of await generatedFiles())
      expect(await text(path), path).toBe(content);
  });

  it("hold a schema that takes and refuses what the parser does", async () => {
    const ajv = new Ajv.default({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(await text("schema/gatehouse.schema.json")) as object);
    for (const policy of [
      "version: 1\n",
      "version: 1\nmode: enforce\nsandbox: { profiles: { unit: { command: [x] } } }\n",
      "version: 1\nmod: enforce\n",
      "version: 1\nsandbox: { limits: { cpus: 0 } }\n",
      "version: 1\nsandbox: { profiles: { cafe: { command: [x] } } }\n",
      "mode: enforce\n",
    ]) {
      expect(validate(parse(policy)), policy).toBe(parsePolicy(policy, "p").policy !== null);
    }
  });
});

describe("docs/policy.md", () => {
  it("shows a policy that is valid", async () => {
    const example = /```yaml\n([^]*?)```/.exec(await text("docs/policy.md"))?.[1] ?? "";
    expect(parsePolicy(example, "docs/policy.md").problems).toEqual([]);
    expect(example).toContain("version: 1");
  });

  it("has the table of conclusions that the code has", async () => {
    const page = await text("docs/policy.md");
    const row = (start: string) => {
      const line = page.split("\n").find((one) => one.startsWith(`| ${start} `)) ?? "";
      return line
        .split("|")
        .slice(2, 5)
        .map((cell) => cell.trim());
    };
    const states = {
      malicious: "malicious",
      "an earlier head was malicious, or the policy gets milder": "policy-weakened",
      incomplete: "incomplete",
      suspicious: "suspicious",
      "accepted by a maintainer": "accepted",
      "clean and complete": "clean",
    } as const;
    for (const [start, state] of Object.entries(states)) {
      expect(row(start), start).toEqual(MODES.map((mode) => reviewConclusion(state, mode)));
    }
    expect(row("Gatehouse itself failed")).toEqual(MODES.map((mode) => faultConclusion(mode)));
  });
});
