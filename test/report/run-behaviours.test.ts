import { describe, expect, it } from "vitest";
import type { Behaviour } from "../../src/model/sandbox-run.ts";
import { behaviours, mergeBase } from "../../src/report/run-behaviours.ts";

function seen(over: Partial<Behaviour>): Behaviour {
  return {
    ...{ capability: "network.send", target: "a.example:80 (TCP)", process: "node" },
    ...{ step: "the command", count: 1, announcedBy: null },
    ...over,
  };
}

describe("what a run did", () => {
  it("stands in the order of who explains it: nobody, the review, the merge base", () => {
    const text = behaviours([
      seen({ target: "quiet.example", seenOnBase: true }),
      seen({ target: "told.example", announcedBy: "f".repeat(32) }),
      seen({ target: "both.example", announcedBy: "e".repeat(32), seenOnBase: true }),
      seen({ target: "new.example", count: 3 }),
    ]);
    const lines = text.split("\n").filter((line) => line !== "");
    expect(lines).toEqual([
      "What the run did and **no line of the change explains**:",
      expect.stringMatching(/`new\.example`.*, 3 times$/),
      "What the review announced and the run did:",
      expect.stringMatching(/`told\.example`.*; announced by `f{32}`$/),
      expect.stringMatching(/`both\.example`/),
      "What the run did and was also seen on the merge base:",
      expect.stringMatching(/`quiet\.example`.*, once$/),
    ]);
  });

  it("has no heading for what nothing belongs to", () => {
    expect(behaviours([seen({ seenOnBase: true })])).not.toContain("explains");
    expect(behaviours([seen({})])).not.toContain("merge base");
  });
});

describe("the merge base", () => {
  const result = { commit: "b".repeat(40), outcome: "failed", reason: "It exited 1." } as const;

  it("is told with how it ended and its own counts", () => {
    const tests = { passed: 3, failed: 2, skipped: 0 };
    const text = mergeBase({ ...result, tests });
    expect(text).toContain("`failed` (3 passed, 2 failed, 0 skipped, by its own code's word)");
  });

  it("is told with what was in its way", () => {
    const text = mergeBase({ ...result, outcome: "refused", reason: "`x`", tests: null });
    expect(text).toContain("nothing could be compared: `` `x` ``");
  });

  it("is not told where nobody asked for it", () => {
    expect(mergeBase(undefined)).toBe("");
  });
});
