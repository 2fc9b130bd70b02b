import { describe, expect, it } from "vitest";
import type { Conclusion } from "../../src/model/check.ts";
import {
  faultConclusion,
  reviewConclusion,
  reviewState,
  sandboxConclusion,
  worstConclusion,
} from "../../src/report/conclusion.ts";
import type { ReviewStanding, ReviewState } from "../../src/report/conclusion.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import type { Behaviour } from "../../src/model/sandbox-run.ts";
import { clean, finding, review, run } from "./examples.ts";

function standing(over: Partial<ReviewStanding>): ReviewStanding {
  return { review: clean(), accepted: [], earlierMalicious: [], weakened: [], ...over };
}

describe("the conclusion of a review", () => {
  // The table of the contract: state, then observe, advise, enforce.
  const table: [ReviewState, Conclusion, Conclusion, Conclusion][] = [
    ["malicious", "neutral", "failure", "failure"],
    ["earlier-malicious", "neutral", "action_required", "action_required"],
    ["policy-weakened", "neutral", "action_required", "action_required"],
    ["incomplete", "neutral", "action_required", "action_required"],
    ["suspicious", "neutral", "neutral", "action_required"],
    ["accepted", "neutral", "neutral", "neutral"],
    ["clean", "success", "success", "success"],
  ];
  it.each(table)("of the state %s is %s, %s, %s by mode", (state, observe, advise, enforce) => {
    expect(reviewConclusion(state, "observe")).toBe(observe);
    expect(reviewConclusion(state, "advise")).toBe(advise);
    expect(reviewConclusion(state, "enforce")).toBe(enforce);
  });

  it("is never a success and never a failure when we are at fault", () => {
    expect(faultConclusion("observe")).toBe("neutral");
    expect(faultConclusion("advise")).toBe("neutral");
    expect(faultConclusion("enforce")).toBe("action_required");
    expect(faultConclusion("advise", "block")).toBe("action_required");
    expect(faultConclusion("observe", "block")).toBe("neutral");
    expect(faultConclusion("enforce", "neutral")).toBe("neutral");
  });

  it("is the worst of all pull requests with the same head", () => {
    expect(worstConclusion(["success", "neutral", "action_required"])).toBe("action_required");
    expect(worstConclusion(["action_required", "failure", "success"])).toBe("failure");
    expect(worstConclusion(["success", "success"])).toBe("success");
  });
});

describe("the state of a review", () => {
  const malicious = review();
  const suspicious = review({ verdict: "suspicious" });
  const unread = [{ path: "a.bin", reason: "unknown encoding" }];
  const all = [{ fingerprint: finding().fingerprint, by: "alice", reason: "our own registry" }];

  it.each<[string, Partial<ReviewStanding>, ReviewState]>([
    [
      "malicious before everything else",
      { review: { ...malicious, complete: false }, earlierMalicious: ["x"], weakened: [1] },
      "malicious",
    ],
    [
      "earlier-malicious before a weakened policy",
      { earlierMalicious: ["x"], weakened: [1] },
      "earlier-malicious",
    ],
    [
      "policy-weakened before incomplete",
      { review: clean({ complete: false }), weakened: [1] },
      "policy-weakened",
    ],
    ["incomplete before suspicious", { review: { ...suspicious, complete: false } }, "incomplete"],
    [
      "incomplete when a path was not analysed, whatever the flag says",
      { review: clean({ unanalysed: unread }) },
      "incomplete",
    ],
    ["suspicious", { review: suspicious }, "suspicious"],
    ["clean", {}, "clean"],
    [
      "accepted, not clean, when everything was accepted",
      { review: malicious, accepted: all },
      "accepted",
    ],
    [
      "incomplete when the rest was accepted",
      { review: { ...malicious, complete: false }, accepted: all },
      "incomplete",
    ],
    [
      "malicious while one finding is not accepted",
      {
        review: review({ findings: [finding(), finding({ fingerprint: "b".repeat(32) })] }),
        accepted: all,
      },
      "malicious",
    ],
    [
      "malicious when what was accepted is another finding",
      { review: malicious, accepted: [{ fingerprint: "c".repeat(32), by: "alice", reason: "x" }] },
      "malicious",
    ],
    [
      "malicious when a verdict comes without findings",
      { review: review({ findings: [] }), accepted: all },
      "malicious",
    ],
  ])("is %s", (_, over, state) => {
    expect(reviewState(standing(over))).toBe(state);
  });
});

describe("the conclusion of a sandbox run", () => {
  const same = { differences: [] };
  const behaviour = (over: Partial<Behaviour>): Behaviour => ({
    capability: "network.send",
    target: "collect.example.invalid:443",
    process: "node",
    step: "test",
    count: 1,
    announcedBy: null,
    ...over,
  });

  it.each<[Outcome, Conclusion]>([
    ["passed", "success"],
    ["failed", "failure"],
    ["timed-out", "timed_out"],
    ["out-of-memory", "failure"],
    ["output-limit", "failure"],
    ["disk-limit", "failure"],
    ["cancelled", "cancelled"],
    ["refused", "action_required"],
    ["broken", "neutral"],
  ])("of the outcome %s is %s", (outcome, conclusion) => {
    expect(sandboxConclusion(run({ outcome }), same)).toBe(conclusion);
  });

  it("is no success when runner, command or test configuration differ from the base's", () => {
    const differences = [{ what: "configuration" as const, detail: "conftest.py" }];
    expect(sandboxConclusion(run(), { differences })).toBe("neutral");
    expect(sandboxConclusion(run({ outcome: "failed" }), { differences })).toBe("failure");
  });

  it("is no success when something unexplained was seen", () => {
    expect(sandboxConclusion(run({ behaviours: [behaviour({})] }), same)).toBe("neutral");
    const announced = behaviour({ announcedBy: "a".repeat(32) });
    expect(sandboxConclusion(run({ behaviours: [announced] }), same)).toBe("success");
  });

  it("is a failure when one process read a credential and sent something", () => {
    const chain = [behaviour({ capability: "read.credential", target: "~/.npmrc" }), behaviour({})];
    expect(sandboxConclusion(run({ behaviours: chain }), same)).toBe("failure");
    expect(sandboxConclusion(run({ outcome: "timed-out", behaviours: chain }), same)).toBe(
      "failure",
    );
    expect(sandboxConclusion(run({ outcome: "broken", behaviours: chain }), same)).toBe("neutral");
    const apart = [behaviour({ capability: "read.credential", process: "git" }), behaviour({})];
    expect(sandboxConclusion(run({ behaviours: apart }), same)).toBe("neutral");
  });
});
