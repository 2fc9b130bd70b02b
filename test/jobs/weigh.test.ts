import { describe, expect, test } from "vitest";
import { isSettled, toAccept, weigh, type Weights } from "../../src/jobs/weigh.ts";
import { bindingOf } from "../../src/model/evidence.ts";
import { matchesPath } from "../../src/model/path-pattern.ts";
import type { Finding, Review } from "../../src/model/review.ts";
import { effectivePolicy } from "../../src/policy-layers.ts";
import type { PolicyFile } from "../../src/policy.ts";
import type { Acceptance, ReviewedHead } from "../../src/ports/acceptances.ts";
import { finding, review } from "../report/examples.ts";

const HEAD = "1".repeat(40);
const SCRIPT = "scripts/postinstall.js";
const BLOBS = { [SCRIPT]: "a".repeat(40), "package.json": "b".repeat(40) };
const EXECUTIONS: Review["executions"] = [
  { path: SCRIPT, trigger: "install", by: "package.json: node x", secrets: [], new: true },
];

/** A sign that nothing runs, in a rule that matches one sign alone. */
const SIGN = finding({
  ...{ rule: "text/offscreen-code", severity: "medium", confidence: "medium" },
  ...{ path: "test/data/page.html", triggers: [], fingerprint: "d".repeat(32) },
  evidence: [{ path: "test/data/page.html", line: 1, kind: "text", text: "x", decoded: [] }],
});

function reviewed(over: Partial<Review> = {}, blobs: Record<string, string> = BLOBS): ReviewedHead {
  return { headSha: HEAD, review: review({ executions: EXECUTIONS, ...over }), evidence: blobs };
}

function weights(policy: Partial<PolicyFile> = {}, acceptances: Acceptance[] = []): Weights {
  return {
    policy: effectivePolicy({ repository: { version: 1, ...policy } }).policy,
    acceptances,
    singleRules: new Set([SIGN.rule]),
    now: new Date("2026-11-23T23:00:00Z"),
  };
}

function acceptance(of: Finding, head: ReviewedHead): Acceptance {
  return {
    ...{ id: "1", repositoryId: 1, pullRequest: 1, headSha: head.headSha },
    binding: bindingOf(of, head),
    ...{ by: { id: 5, login: "lead" }, reason: "our own collector", acceptedAt: new Date(0) },
  };
}

const SUPPRESSION = {
  ...{ rule: "credentials/read-and-send", path: SCRIPT, evidence: BLOBS },
  ...{ triggers: ["install" as const], reason: "our own collector", expires: "2026-11-23" },
};

describe("an acceptance", () => {
  const head = reviewed();
  const given = acceptance(finding(), head);

  test("settles exactly its finding, and leaves no verdict of it", () => {
    const weighed = weigh(head, weights({}, [given]));
    expect(weighed.accepted.map(({ by }) => by)).toEqual(["lead"]);
    expect(weighed.verdicts).toEqual([]);
    expect(toAccept(head, [given])).toEqual([]);
  });

  test.for([
    ["a changed file", reviewed({}, { ...BLOBS, [SCRIPT]: "c".repeat(40) })],
    [
      "a changed file that makes it run",
      reviewed({}, { ...BLOBS, "package.json": "c".repeat(40) }),
    ],
    ["another moment to run", reviewed({ findings: [finding({ triggers: ["install", "ci"] })] })],
    [
      "another flow in the same file",
      reviewed({ findings: [finding({ fingerprint: "e".repeat(32) })] }),
    ],
    ["another rule", reviewed({ findings: [finding({ rule: "x/y" })] })],
    ["a moved file", reviewed({ findings: [finding({ path: "scripts/other.js" })] })],
  ] as const)("ends with %s", ([, changed]) => {
    expect(weigh(changed, weights({}, [given])).verdicts).toEqual([
      { mode: "advise", verdict: "malicious" },
    ]);
    expect(toAccept(changed, [given])).toHaveLength(1);
  });

  test("of what is in no file holds for that commit and those words only", () => {
    const title = finding({ path: "(title)", triggers: [], evidence: [] });
    const at = reviewed({ findings: [title] });
    const own = acceptance(title, at);
    expect(weigh(at, weights({}, [own])).verdicts).toEqual([]);
    const moved = { ...at, headSha: "2".repeat(40) };
    const reworded = reviewed({ findings: [{ ...title, message: "Something else." }] });
    for (const other of [moved, reworded]) {
      expect(weigh(other, weights({}, [own])).verdicts).not.toEqual([]);
    }
  });

  test("of the worst finding leaves the verdict of the others", () => {
    const at = reviewed({ findings: [finding(), SIGN] });
    const weighed = weigh(at, weights({}, [acceptance(finding(), at)]));
    expect(weighed.verdicts).toEqual([{ mode: "advise", verdict: "suspicious" }]);
  });

  test("lowers nothing in a review whose list of findings was cut", () => {
    const findings = Array.from({ length: 2000 }, () => finding());
    const at = reviewed({ findings });
    const weighed = weigh(at, weights({}, [acceptance(finding(), at)]));
    expect(weighed.verdicts).toEqual([{ mode: "advise", verdict: "malicious" }]);
  });
});

describe("an earlier head that was malicious", () => {
  test("is settled when all that made it so was accepted, and not before", () => {
    const at = reviewed({ findings: [finding(), finding({ fingerprint: "e".repeat(32) })] });
    const [first, second] = at.review.findings.map((one) => acceptance(one, at));
    if (first === undefined || second === undefined) throw new Error("there are two findings");
    expect(isSettled(at, [first])).toBe(false);
    expect(isSettled(at, [first, second])).toBe(true);
  });

  test("is not settled by nothing where its findings were lost", () => {
    expect(isSettled(reviewed({ findings: [] }), [])).toBe(false);
  });
});

describe("a suppression of the policy", () => {
  test("accepts what it names in full, through its last day", () => {
    const weighed = weigh(reviewed(), weights({ suppressions: [SUPPRESSION] }));
    expect(weighed.accepted.map(({ by, reason }) => [by, reason])).toEqual([
      ["the policy", "our own collector"],
    ]);
    expect(weighed.suppressions.map(({ state }) => state)).toEqual(["used"]);
  });

  test.for([
    ["has expired", { expires: "2026-11-22" }, "expired"],
    [
      "leaves out a file that is evidence",
      { evidence: { [SCRIPT]: BLOBS[SCRIPT] ?? "" } },
      "unused",
    ],
    ["names another blob", { evidence: { ...BLOBS, [SCRIPT]: "c".repeat(40) } }, "unused"],
    ["names another trigger", { triggers: ["test" as const] }, "unused"],
  ] as const)("does nothing when it %s, and that is told", ([, change, state]) => {
    const suppressions = [
      {
        ...SUPPRESSION,
        ...change,
        triggers: [...("triggers" in change ? change.triggers : SUPPRESSION.triggers)],
      },
    ];
    const weighed = weigh(reviewed(), weights({ suppressions }));
    expect(weighed.verdicts).toEqual([{ mode: "advise", verdict: "malicious" }]);
    expect(weighed.suppressions.map((one) => one.state)).toEqual([state]);
  });

  test("cannot name what is in no file", () => {
    const title = finding({ path: "(title)", triggers: [], evidence: [] });
    const zero = { "(title)": "0".repeat(40) };
    const suppressions = [{ ...SUPPRESSION, path: "(title)", evidence: zero, triggers: [] }];
    const weighed = weigh(reviewed({ findings: [title] }), weights({ suppressions }));
    expect(weighed.verdicts).toEqual([{ mode: "advise", verdict: "malicious" }]);
  });
});

describe("the settings of a rule", () => {
  const ignoring = (path: string) => ({
    rules: { [SIGN.rule]: { paths: { ignore: [path] }, reason: "pages for tests" } },
  });

  test("take single findings out in the paths that it ignores, and these are still listed", () => {
    const at = reviewed({ verdict: "suspicious", findings: [SIGN] });
    const weighed = weigh(at, weights(ignoring("test/data")));
    expect(weighed.verdicts).toEqual([]);
    expect(weighed.ignored.map(({ reason }) => reason)).toEqual(["pages for tests"]);
    expect(weigh(at, weights(ignoring("src"))).ignored).toEqual([]);
  });

  test.for(["clone", "open", "agent", "install", "ci-secrets"] as const)(
    "ignore no path of what runs at %s",
    (trigger) => {
      const at = reviewed({ findings: [{ ...SIGN, triggers: [trigger] }] });
      expect(weigh(at, weights(ignoring("test"))).ignored).toEqual([]);
    },
  );

  test("ignore no path of a chain, by its rule or by how sure it is", () => {
    const sure = reviewed({ findings: [{ ...SIGN, confidence: "high", severity: "high" }] });
    expect(weigh(sure, weights(ignoring("test"))).ignored).toEqual([]);
    const chain = { ...SIGN, rule: "credentials/read-and-send" };
    const rules = { [chain.rule]: { paths: { ignore: ["test"] }, reason: "pages for tests" } };
    expect(weigh(reviewed({ findings: [chain] }), weights({ rules })).ignored).toEqual([]);
  });

  test("give its findings a mode of their own", () => {
    const at = reviewed({ findings: [finding(), SIGN] });
    const rules = { [SIGN.rule]: { mode: "enforce" as const } };
    expect(weigh(at, weights({ mode: "observe", rules })).verdicts).toEqual([
      { mode: "observe", verdict: "malicious" },
      { mode: "enforce", verdict: "suspicious" },
    ]);
  });

  test("are those of its own id: names that objects are born with are none", () => {
    const at = reviewed({ findings: [finding({ rule: "constructor" })] });
    expect(weigh(at, weights({})).verdicts).toEqual([{ mode: "advise", verdict: "malicious" }]);
  });
});

test.for([
  ["test", "test/a.js", true],
  ["test/", "test/deep/a.js", true],
  ["test", "tests/a.js", false],
  ["*.md", "README.md", true],
  ["*.md", "docs/a.md", false],
  ["**/*.md", "docs/deep/a.md", true],
  ["docs/**/a.md", "docs/a.md", true],
  ["a*b*c", "a-b-c", true],
  ["ab*ba", "aba", false],
  ["**/**/**/**/**/**/**/**/x", `${"a/".repeat(500)}y`, false],
] as const)("the pattern %s on %s: %s", ([pattern, path, fits]) => {
  expect(matchesPath(pattern, path)).toBe(fits);
});
