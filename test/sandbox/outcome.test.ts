import { describe, expect, it } from "vitest";
import { standardLimits } from "../../src/sandbox/limits.ts";
import { classify, type Evidence, hasRuntimeFailed } from "../../src/sandbox/outcome.ts";

const ended: Evidence = {
  stopped: null,
  fault: null,
  unpacked: true,
  exitCode: 0,
  runtimeFailed: false,
  oomKilled: false,
  disks: null,
  wasFull: null,
};
const room = { path: "/tmp", blocks: 1000, freeBlocks: 900, inodes: 100, freeInodes: 50 };

describe("the outcome", () => {
  it.each<[string, Partial<Evidence>, string]>([
    ["passed for exit 0", {}, "passed"],
    ["failed for another exit", { exitCode: 1 }, "failed"],
    ["failed for a claimed kill", { exitCode: 137 }, "failed"],
    ["out of memory although it exited 0", { oomKilled: true }, "out-of-memory"],
    ["timed out although it exited 0 when it was killed", { stopped: "deadline" }, "timed-out"],
    [
      "timed out rather than out of memory when both happened",
      { stopped: "deadline", oomKilled: true },
      "timed-out",
    ],
    ["cancelled", { stopped: "cancelled", exitCode: 137 }, "cancelled"],
    ["the output limit", { stopped: "output", exitCode: 137 }, "output-limit"],
    ["broken for a source that failed", { stopped: "source" }, "broken"],
    ["broken for a fault, whatever else was seen", { fault: "The sandbox broke." }, "broken"],
    ["broken without an exit code", { exitCode: null }, "broken"],
    ["refused when nothing was unpacked", { unpacked: false, exitCode: 99 }, "refused"],
    [
      "refused, not passed, when nothing was unpacked and the exit is 0",
      { unpacked: false },
      "refused",
    ],
    ["broken, not passed, when output was lost", { outputLost: true }, "broken"],
    ["failed for another exit though output was lost", { outputLost: true, exitCode: 1 }, "failed"],
    [
      "broken, not refused, when nobody heard whether it was unpacked",
      { unpacked: false, outputLost: true, exitCode: 1 },
      "broken",
    ],
    ["timed out though output was lost", { outputLost: true, stopped: "deadline" }, "timed-out"],
    ["failed with exit 99 of the program itself", { exitCode: 99 }, "failed"],
    ["passed with room on the disks", { disks: [room] }, "passed"],
    ["the disk limit without space", { disks: [{ ...room, freeBlocks: 0 }] }, "disk-limit"],
    [
      "the disk limit without room for files",
      { disks: [{ ...room, freeInodes: 0 }] },
      "disk-limit",
    ],
    [
      "the disk limit for a source that did not fit",
      { unpacked: false, disks: [{ ...room, freeBlocks: 3 }] },
      "disk-limit",
    ],
    [
      "the disk limit when a failed program cleaned up after it",
      { exitCode: 1, wasFull: { path: "/tmp", of: "bytes" } },
      "disk-limit",
    ],
    [
      "passed when a full disk was dealt with",
      { wasFull: { path: "/tmp", of: "bytes" } },
      "passed",
    ],
  ])("is %s", (_, differs, outcome) => {
    expect(classify({ ...ended, ...differs }, standardLimits()).outcome).toBe(outcome);
  });

  const stops = ["cancelled", "deadline", "output", "source", null] as const;
  const combinations = stops.flatMap((stopped) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
      stopped,
      fault: bits & 1 ? "broken" : null,
      oomKilled: (bits & 2) > 0,
      unpacked: (bits & 4) > 0,
    })),
  );

  it.each(combinations)("is passed only when nothing speaks against it: %j", (seen) => {
    const { outcome } = classify({ ...ended, ...seen }, standardLimits());
    const nothing = seen.stopped === null && seen.fault === null && !seen.oomKilled;
    expect(outcome === "passed").toBe(nothing && seen.unpacked);
  });
});

describe("a code that is gVisor's own", () => {
  it("is 2 or 128 before the command's end was told, and makes the run broken", () => {
    const failed = (runtime: "runc" | "runsc", code: number | null, told: boolean) =>
      hasRuntimeFailed({ runtime }, code, told);
    expect([2, 128].map((code) => failed("runsc", code, false))).toEqual([true, true]);
    expect([0, 1, 137, null].map((code) => failed("runsc", code, false))).not.toContain(true);
    expect(failed("runsc", 2, true)).toBe(false);
    expect(failed("runc", 2, false)).toBe(false);
    const evidence = { ...ended, exitCode: 2, runtimeFailed: true };
    expect(classify(evidence, standardLimits()).outcome).toBe("broken");
  });
});
