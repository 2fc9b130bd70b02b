import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import { MIB, PREPARE_MS, prepareSandbox, runTrial } from "./prepared.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  ({ sandbox } = await prepareSandbox());
}, PREPARE_MS);

const SMALL = {
  memoryBytes: 192 * MIB,
  workspaceBytes: 16 * MIB,
  tmpBytes: 8 * MIB,
  homeBytes: 8 * MIB,
};

describe("the outcome of a run", () => {
  it("is failed when the command exits with another code than 0", async () => {
    const run = await runTrial(sandbox, { command: ["sh", "-c", "echo before; exit 3"] });
    expect(run).toMatchObject({ outcome: "failed", reason: "The command exited 3." });
    expect(run.log.tail).toBe("before\n");
  });

  it("is failed when the command does not exist", async () => {
    const run = await runTrial(sandbox, { command: ["no-such-program"] });
    expect(run.outcome).toBe("failed");
    expect(run.log.tail).toContain("not found");
  });

  it("is failed, not out of memory, when the command only claims 137", async () => {
    const run = await runTrial(sandbox, { command: ["sh", "-c", "exit 137"] });
    expect(run).toMatchObject({ outcome: "failed", reason: "The command exited 137." });
  });

  it("is failed, not timed out, when the command kills itself", async () => {
    const run = await runTrial(sandbox, { command: ["sh", "-c", "kill -9 $$"] });
    expect(run.outcome).toBe("failed");
  });

  it("is out of memory when the command takes more than it may", async () => {
    const run = await runTrial(sandbox, {
      command: ["python3", "-c", "x = bytearray(1 << 30)"],
      limits: SMALL,
    });
    expect(run.outcome).toBe("out-of-memory");
    expect(run.resources.peakBytes).toBeGreaterThan(SMALL.memoryBytes / 2);
  });

  it("is out of memory when a child was killed for it and the command exits 0", async () => {
    const hog = "python3 -c 'x = bytearray(1 << 30)'; echo survived; exit 0";
    const run = await runTrial(sandbox, { command: ["sh", "-c", hog], limits: SMALL });
    expect(run.log.tail).toContain("survived");
    expect(run.outcome).toBe("out-of-memory");
  });

  it("is timed out when the command ignores every signal it can", async () => {
    const run = await runTrial(sandbox, {
      command: ["sh", "-c", "trap '' TERM INT HUP; while :; do sleep 1; done"],
      limits: { wallSeconds: 2 },
    });
    expect(run).toMatchObject({
      outcome: "timed-out",
      reason: "The run was stopped after 2 seconds.",
    });
  });

  it("is timed out when the unpacking takes too long", async () => {
    const { Readable } = await import("node:stream");
    const never = new Readable({ read: () => undefined });
    const run = await runTrial(sandbox, {
      command: ["true"],
      source: never,
      limits: { wallSeconds: 2 },
    });
    expect(run.outcome).toBe("timed-out");
    expect(never.destroyed).toBe(true);
  });

  it("is output-limit when the command writes without end, and only the end is kept", async () => {
    const run = await runTrial(sandbox, {
      command: ["yes", "flood"],
      limits: { outputBytes: MIB },
    });
    expect(run.outcome).toBe("output-limit");
    expect(run.log.truncated).toBe(true);
    expect(run.log.tail.length).toBeLessThanOrEqual(65_536);
  });

  it("is output-limit when the flood goes to standard error", async () => {
    const run = await runTrial(sandbox, {
      command: ["sh", "-c", "exec yes >&2"],
      limits: { outputBytes: MIB },
    });
    expect(run.outcome).toBe("output-limit");
  });

  it("is cancelled when it is cancelled while it runs", async () => {
    const cancel = new AbortController();
    const run = await runTrial(sandbox, {
      command: ["sleep", "60"],
      signal: cancel.signal,
      progress: (stage) => {
        if (stage === "running the command") cancel.abort();
      },
    });
    expect(run.outcome).toBe("cancelled");
  });

  it("is cancelled when it was cancelled before it began", async () => {
    const run = await runTrial(sandbox, { command: ["true"], signal: AbortSignal.abort() });
    expect(run).toMatchObject({ outcome: "cancelled", log: { bytes: 0 } });
  });
});

describe("the output of a run", () => {
  it("is complete when the command exits right after writing much", async () => {
    const run = await runTrial(sandbox, {
      command: ["python3", "-c", "import sys; sys.stdout.write('x' * 3000000 + 'end\\n')"],
    });
    expect(run.log.bytes).toBe(3_000_004);
    expect(run.log.tail.endsWith("xend\n")).toBe(true);
  });

  it("does not hold our own marker, and the command cannot print one that counts", async () => {
    const run = await runTrial(sandbox, { command: ["sh", "-c", "tr '\\0' ' ' </proc/1/cmdline"] });
    // It may know the marker by then; it is heard once, before the command.
    expect(run.outcome).toBe("passed");
    expect(run.log.bytes).toBe(Buffer.byteLength(run.log.tail));
  });

  it("keeps bytes that are no text from harming anybody", async () => {
    const run = await runTrial(sandbox, { command: ["printf", "a\\000b\\377c"] });
    expect(run.log.tail).toBe("a\uFFFDb\uFFFDc");
  });

  it("counts the tests that the runner's summary claims", async () => {
    const run = await runTrial(sandbox, {
      command: ["python3", "-m", "pytest"],
      files: { "test_a.py": "def test_a(): pass\ndef test_b(): assert False\n" },
      report: { format: "pytest" },
    });
    expect(run.outcome).toBe("failed");
    expect(run.tests).toMatchObject({ passed: 1, failed: 1, skipped: 0, source: "reported" });
  });
});

describe("processes that outlive the command", () => {
  it("neither delay the end nor survive it", async () => {
    const run = await runTrial(sandbox, {
      command: [
        "sh",
        "-c",
        "setsid sleep 300 & setsid sh -c 'while :; do echo on; sleep 1; done' & exit 0",
      ],
    });
    expect(run.outcome).toBe("passed");
    expect(run.log.tail).not.toContain("on\non\non");
  });
});
