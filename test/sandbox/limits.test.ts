import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIMITS, limitProblems, resolveLimits, standardLimits } from "../../src/sandbox/limits.ts";

const MIB = 1024 ** 2;

describe("the standard limits", () => {
  it("are fit for a run", () => {
    expect(limitProblems(standardLimits())).toEqual([]);
  });

  it("are those of the table", () => {
    const standard = Object.entries(LIMITS).map(([name, { standard }]) => [name, standard]);
    expect(standardLimits()).toEqual(Object.fromEntries(standard));
  });
});

describe("limits that a policy asks for", () => {
  it("are the standard ones where it asks for nothing", () => {
    expect(resolveLimits({})).toEqual({ limits: standardLimits() });
  });

  it("are taken in its units", () => {
    const wishes = {
      cpus: 1,
      memory_mib: 8192,
      workspace_mib: 1024,
      pids: 64,
      wall_seconds: 30,
      output_kib: 100,
    };
    expect(resolveLimits(wishes)).toMatchObject({
      limits: {
        cpus: 1,
        memoryBytes: 8192 * MIB,
        workspaceBytes: 1024 * MIB,
        pids: 64,
        wallSeconds: 30,
        outputBytes: 102_400,
      },
    });
  });

  it("shrink the disks with the memory, so that a full disk still shows as one", () => {
    const resolved = resolveLimits({ memory_mib: 512 });
    if ("problems" in resolved) throw new Error(JSON.stringify(resolved.problems));
    expect(limitProblems(resolved.limits)).toEqual([]);
    expect(resolved.limits.workspaceBytes).toBeLessThan(512 * MIB);
  });

  it("are refused, all of them together, above the server's ceilings", () => {
    const resolved = resolveLimits({ cpus: 4, wall_seconds: 900 }, { cpus: 2, wallSeconds: 600 });
    expect(resolved).toEqual({
      problems: [
        { where: "limits.cpus", message: "must be between 0.1 and 2 processors, not 4" },
        { where: "limits.wallSeconds", message: "must be between 1 and 600 seconds, not 900" },
      ],
    });
  });

  it("are refused when the disks would not fit into the memory", () => {
    const resolved = resolveLimits({ memory_mib: 1024, workspace_mib: 1024 });
    expect(resolved).toMatchObject({ problems: [{ where: "limits.memoryBytes" }] });
  });

  it("stay under a ceiling that is lower than the standard where nobody asks", () => {
    const resolved = resolveLimits({}, { wallSeconds: 60, memoryBytes: 1024 * MIB });
    expect(resolved).toMatchObject({ limits: { wallSeconds: 60, memoryBytes: 1024 * MIB } });
  });

  it("never exceed a ceiling, and are always fit when they are not refused", () => {
    const wish = (most: number) =>
      fc.option(fc.integer({ min: -5, max: most }), { nil: undefined });
    const wishes = fc.record({
      cpus: wish(20),
      memory_mib: wish(40_000),
      workspace_mib: wish(20_000),
      pids: wish(10_000),
      wall_seconds: wish(10_000),
      output_kib: wish(200_000),
    });
    fc.assert(
      fc.property(wishes, (asked) => {
        const resolved = resolveLimits(asked);
        if ("limits" in resolved) expect(limitProblems(resolved.limits)).toEqual([]);
        else expect(resolved.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
