import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import { MIB, PREPARE_MS, prepareSandbox, runTrial } from "./prepared.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  ({ sandbox } = await prepareSandbox());
}, PREPARE_MS);

describe("a full disk", () => {
  const limits = {
    memoryBytes: 192 * MIB,
    workspaceBytes: 16 * MIB,
    workspaceInodes: 1000,
    tmpBytes: 8 * MIB,
    homeBytes: 8 * MIB,
  };

  it.each([
    ["/workspace", 16 * MIB],
    ["/tmp", 8 * MIB],
    ["/home/sandbox", 8 * MIB],
  ])("is the outcome when %s is filled", async (path, bytes) => {
    const run = await runTrial(sandbox, {
      command: ["dd", "if=/dev/zero", `of=${path}/fill`, "bs=64k"],
      limits,
    });
    expect(run).toMatchObject({
      outcome: "disk-limit",
      reason: `${path} had no space left at the end.`,
    });
    expect(run.log.tail).toContain("No space left on device");
    const copied = Number(/^(\d+) bytes/m.exec(run.log.tail)?.[1]);
    expect(copied).toBeLessThanOrEqual(bytes);
  });

  it("is the outcome when the disk has no room for one more file", async () => {
    const run = await runTrial(sandbox, {
      command: ["python3", "-c", "for i in range(5000): open(str(i), 'w').close()"],
      limits,
    });
    expect(run).toMatchObject({
      outcome: "disk-limit",
      reason: "/workspace had no room for files left at the end.",
    });
  });

  it("is the outcome when the command exits 0 nevertheless", async () => {
    const run = await runTrial(sandbox, {
      command: ["sh", "-c", "dd if=/dev/zero of=fill bs=64k 2>/dev/null; exit 0"],
      limits,
    });
    expect(run.outcome).toBe("disk-limit");
  });

  it("is not the outcome when the command only says so", async () => {
    const lie = "echo 'write: No space left on device' >&2; exit 28";
    const run = await runTrial(sandbox, { command: ["sh", "-c", lie], limits });
    expect(run.outcome).toBe("failed");
  });

  it("does not show as too little memory with the standard limits", async () => {
    const fill = ["/workspace", "/tmp", "/home/sandbox", "/dev/shm"]
      .map((path) => `dd if=/dev/zero of=${path}/fill bs=1M 2>/dev/null`)
      .join("; ");
    const run = await runTrial(sandbox, { command: ["sh", "-c", fill] });
    expect(run.outcome).toBe("disk-limit");
  });
});

describe("a limit", () => {
  it("stops a fork bomb from having more processes than it may", async () => {
    const bomb = `
import os, time
children = 0
try:
    while children < 5000:
        if os.fork() == 0:
            time.sleep(30); os._exit(0)
        children += 1
except BlockingIOError:
    print("children", children)
os.kill(-1, 9)
`;
    const run = await runTrial(sandbox, {
      command: ["python3", "bomb.py"],
      files: { "bomb.py": bomb },
      limits: { pids: 64 },
    });
    const children = Number(/^children (\d+)$/m.exec(run.log.tail)?.[1]);
    expect(children).toBeGreaterThan(10);
    expect(children).toBeLessThan(64);
    expect(run.resources.peakPids).toBeLessThanOrEqual(64);
  });

  it("ends a shell's fork bomb by the clock, with nothing left of it", async () => {
    const run = await runTrial(sandbox, {
      command: ["sh", "-c", "b() { b | b & }; b; while :; do :; done"],
      limits: { pids: 64, wallSeconds: 3 },
    });
    expect(run.outcome).toBe("timed-out");
  });

  it("holds for open files", async () => {
    const program = `
opened = []
try:
    while True: opened.append(open("/dev/null"))
except OSError as error:
    print(error.errno, len(opened) <= 256)
`;
    const run = await runTrial(sandbox, {
      command: ["python3", "-c", program],
      limits: { openFiles: 256 },
    });
    expect(run.log.tail).toBe("24 True\n");
  });

  it("cannot be raised from inside", async () => {
    const program = `
import resource
for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
    soft, hard = resource.getrlimit(limit)
    try: resource.setrlimit(limit, (hard + 1, hard + 1)); print("raised")
    except (ValueError, PermissionError): print("kept")
`;
    const run = await runTrial(sandbox, { command: ["python3", "-c", program] });
    expect(run.log.tail).toBe("kept\nkept\nkept\n");
  });

  it("lets an ordinary program write and run files in /tmp and HOME", async () => {
    const program =
      "for d in /tmp $HOME; do printf '#!/bin/sh\\necho ran' >$d/p; chmod +x $d/p; $d/p; done";
    const run = await runTrial(sandbox, { command: ["sh", "-c", program] });
    expect(run).toMatchObject({ outcome: "passed", log: { tail: "ran\nran\n" } });
  });
});
