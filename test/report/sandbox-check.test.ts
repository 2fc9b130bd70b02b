import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CheckContent } from "../../src/model/check.ts";
import type { SandboxRun } from "../../src/model/sandbox-run.ts";
import { FAILURES_MOST } from "../../src/model/reported-tests.ts";
import { OUTCOMES } from "../../src/model/outcome.ts";
import {
  brokenSandboxCheck,
  cancelledSandboxCheck,
  finishedSandboxCheck,
  queuedSandboxCheck,
  refusedSandboxCheck,
  runningSandboxCheck,
} from "../../src/report/sandbox-check.ts";
import { memoryCurve, programTree, runText } from "../../src/report/run-text.ts";
import { HEAD, run } from "./examples.ts";
import { hostile, seen } from "./markdown.ts";

const SAME = { differences: [] };

function told(over: Partial<SandboxRun>, differences: { what: "command"; detail: string }[] = []) {
  return finishedSandboxCheck({
    run: run(over),
    comparison: { differences },
    approvedBy: "alice",
    helpUrl: "https://gatehouse.example/help",
  });
}

function allTextIs(text: string): CheckContent {
  return finishedSandboxCheck({
    run: run({
      headSha: text,
      profile: text,
      image: text,
      runtime: text,
      reason: text,
      witnesses: [text],
      behaviours: [
        {
          capability: "network.send",
          target: text,
          process: text,
          step: text,
          count: 1,
          announcedBy: text,
        },
      ],
      log: { bytes: 9, truncated: true, tail: text },
    }),
    comparison: { differences: [{ what: "command", detail: text }] },
    approvedBy: text,
    helpUrl: "https://gatehouse.example/help",
  });
}

describe("a finished sandbox check", () => {
  it("lets no byte of a run out of code", () => {
    const blanked = (check: CheckContent) => seen(`${check.summary}\n\n${check.text ?? ""}`);
    // An empty log is told in other words, so every log here has a letter.
    const plain = blanked(allTextIs("capture"));
    fc.assert(
      fc.property(hostile, (text) => {
        const tree = blanked(allTextIs(`x${text}`));
        expect(tree.prose).toBe(plain.prose);
        expect(tree.code.length).toBe(plain.code.length);
        expect(tree.urls).toEqual(plain.urls);
      }),
      { numRuns: 500 },
    );
  });

  it("says whose word the counts of tests are", () => {
    const check = told({});
    expect(check.title).toBe("Tests exited 0: 128 reported passed by the pull request's own code");
    expect(check.conclusion).toBe("success");
    const failed = told({
      outcome: "failed",
      tests: { passed: 3, failed: 2, skipped: 0, source: "reported", failures: [] },
    });
    expect(failed.title).toBe(
      "Tests failed: 2 reported failed, 3 passed by the pull request's own code",
    );
    expect(told({ tests: null }).title).toBe("Tests exited 0");
  });

  it("names the tests that failed, as text that nothing obeys", () => {
    const name = (text: string) => ({ name: text, path: "tests/a.py", line: 3 });
    const failures = [name("adds"), { name: "`x` <b>@all</b>", path: null, line: null }];
    const { text } = told({
      tests: { passed: 3, failed: 9, skipped: 0, source: "reported", failures },
    });
    expect(text).toContain("- `adds` in `tests/a.py:3`\n");
    expect(text).toContain("- and 7 more\n");
    expect(text).toContain("- `` `x` <b>@all</b> ``\n");
  });

  it("tells the operator's warnings", () => {
    expect(told({}).summary).not.toContain("For the operator");
    expect(told({ warnings: ["The image is old."] }).summary).toContain("- `The image is old.`\n");
  });

  it("does not take silence for safety, and names the witnesses", () => {
    const { summary } = told({});
    expect(summary).toContain("this proves nothing");
    expect(summary).toContain("Witnesses: `recorder`, `canaries`");
    for (const outcome of OUTCOMES) {
      const check = told({ outcome });
      expect(`${check.title}${check.summary}${check.text}`).not.toMatch(/\bsafe\b|\bclean\b/i);
    }
  });

  it("tells first in its title that a credential was read and data sent", () => {
    const chain = ["read.credential", "network.send"] as const;
    const behaviours = chain.map((capability) => ({
      capability,
      target: "x",
      process: "node",
      step: "test",
      count: 1,
      announcedBy: null,
    }));
    const check = told({ behaviours });
    expect(check.title).toMatch(/^Read a credential and tried to send data\./);
    expect(check.conclusion).toBe("failure");
    expect(check.summary).toContain("**no line of the change explains**");
  });

  it("says in which way a pass is worth less", () => {
    const check = told({}, [{ what: "command", detail: "true" }]);
    expect(check.conclusion).toBe("neutral");
    expect(check.summary).toContain("- command: `true`");
  });

  it("shows the end of a long log, whole lines, under the word untrusted", () => {
    const lines = Array.from({ length: 3000 }, (_, index) => `line ${index}`);
    const check = told({ log: { bytes: 99_999, truncated: false, tail: lines.join("\n") } });
    expect(check.text).toContain("## Output of untrusted code");
    expect(check.text).toContain("line 2999\n");
    expect(check.text).toContain("\nline 2960\n");
    expect(check.text).not.toContain("line 2959\n");
  });

  it("stays within the limits with the largest run there can be", () => {
    const big = "\u202e`".repeat(1024);
    const check = told({
      reason: big,
      tests: {
        ...{ passed: 1, failed: 10_000_000, skipped: 0, source: "reported" },
        failures: Array.from({ length: FAILURES_MOST }, () => ({
          ...{ name: big.slice(0, 512), path: big.slice(0, 2048), line: 9_999_999 },
        })),
      },
      witnesses: Array.from({ length: 16 }, () => big),
      behaviours: Array.from({ length: 1000 }, () => ({
        capability: "execute.process" as const,
        target: big,
        process: big.slice(0, 512),
        step: big.slice(0, 512),
        count: 1,
        announcedBy: null,
      })),
      log: { bytes: 65_536, truncated: true, tail: "\u202e".repeat(65_536) },
    });
    expect(Buffer.byteLength(check.summary)).toBeLessThanOrEqual(65_535);
    expect(Buffer.byteLength(check.text ?? "")).toBeLessThanOrEqual(65_535);
    expect(check.summary).toMatch(/- and \d+ more\n/);
  });

  it("draws memory with its highest sample as the highest bar", () => {
    const sample = (bytes: number) => ({ atMs: 0, cpuMs: 0, bytes, pids: 1 });
    expect(memoryCurve([])).toBe("");
    expect(memoryCurve([0, 50, 100].map(sample))).toBe("▁▅█");
    const long = Array.from({ length: 2000 }, (_, index) => sample(index === 1999 ? 900 : 1));
    expect(memoryCurve(long)).toHaveLength(48);
    expect(memoryCurve(long).endsWith("█")).toBe(true);
  });
});

describe("a sandbox check without a result", () => {
  it("fits the contract in every stage", () => {
    for (const check of [
      queuedSandboxCheck(),
      runningSandboxCheck("running the tests"),
      refusedSandboxCheck([{ where: "sandbox.runner", message: "name one" }]),
      cancelledSandboxCheck({ newHead: HEAD }),
      cancelledSandboxCheck({ newHead: null }),
      brokenSandboxCheck({ incident: "4f1c" }),
      finishedSandboxCheck({
        run: run(),
        comparison: SAME,
        approvedBy: "a",
        helpUrl: "https://x.example",
      }),
    ]) {
      expect(CheckContent.parse(check)).toEqual(check);
      expect(check.conclusion === null).toBe(check.status !== "completed");
    }
  });

  it("lists every problem of a refused request", () => {
    const problems = [1, 2, 3].map((n) => ({ where: `field${n}`, message: `problem ${n}` }));
    const check = refusedSandboxCheck(problems);
    expect(check.conclusion).toBe("action_required");
    for (const { where, message } of problems)
      expect(check.summary).toContain(`- \`${where}\`: \`${message}\``);
  });

  it("asks for a new approval when the head moved, with the exact line", () => {
    const check = cancelledSandboxCheck({ newHead: HEAD });
    expect(check.conclusion).toBe("cancelled");
    expect(seen(check.summary).code).toContain(`/sandbox run ${HEAD}`);
  });

  it("is neutral and no finding when our side broke", () => {
    const check = brokenSandboxCheck({ incident: "4f1c" });
    expect(check.conclusion).toBe("neutral");
    expect(check.summary).toContain("not a finding about the code");
  });
});

describe("the programs of a traced run", () => {
  const programs = [
    { node: 1, parent: 0, pid: 7, command: "npm test" },
    { node: 2, parent: 1, pid: 8, command: "node a.js" },
    { node: 3, parent: 1, pid: 9, command: "sleep 1" },
    { node: 4, parent: 2, pid: 10, command: "```\\x0a# All is well" },
  ];

  it("are a tree in the order in which they were started", () => {
    expect(programTree(programs)).toEqual([
      "7 npm test",
      "  8 node a.js",
      "    10 ```\\x0a# All is well",
      "  9 sleep 1",
    ]);
  });

  it("stand in the check, where no command can end their block", () => {
    const text = runText(run({ processes: { started: 40, shown: programs } }));
    expect(text).toContain("40 programs and processes were started");
    expect(text).toMatch(/^````+(text)?\n7 npm test$/m);
  });

  it("are left out where nothing traced", () => {
    expect(runText(run())).not.toContain("## Programs");
  });

  it("are a tree without an end where somebody made it deep and wide", () => {
    const deep = Array.from({ length: 100 }, (_, at) => ({
      node: at + 1,
      parent: at,
      pid: at,
      command: "x".repeat(200),
    }));
    const lines = programTree(deep);
    expect(lines).toHaveLength(100);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(140);
  });
});
