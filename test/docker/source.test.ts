import { PassThrough, Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import { MIB, PREPARE_MS, prepareSandbox, runTrial, tarOf, tarOfEntries } from "./prepared.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  ({ sandbox } = await prepareSandbox());
}, PREPARE_MS);

const SMALL = {
  memoryBytes: 192 * MIB,
  workspaceBytes: 16 * MIB,
  workspaceInodes: 500,
  tmpBytes: 8 * MIB,
  homeBytes: 8 * MIB,
};
const RAN = ["sh", "-c", "echo the command ran"];

describe("the source of a run", () => {
  it("belongs to the sandbox's user, and no file of it raises rights", async () => {
    const source = tarOfEntries([
      { header: { name: "raised", mode: 0o6755, uid: 0, gid: 0 }, content: "x" },
    ]);
    const run = await runTrial(sandbox, { command: ["stat", "-c", "%u:%g %a", "raised"], source });
    expect(run.log.tail).toBe("10001:10001 755\n");
  });

  it("keeps executable files, links, long and strange names", async () => {
    const long = `${"d".repeat(90)}/`.repeat(3) + "é\u202e\n'\"";
    const source = tarOfEntries([
      { header: { name: long, mode: 0o755 }, content: "#!/bin/sh\necho strange\n" },
      { header: { name: "link", type: "symlink", linkname: long } },
    ]);
    const run = await runTrial(sandbox, { command: ["./link"], source });
    expect(run.log.tail).toBe("strange\n");
  });

  it.each([
    ["climbs out", [{ header: { name: "../../home/sandbox/out" }, content: "x" }]],
    [
      "makes a device",
      [{ header: { name: "dev", type: "character-device" as const, devmajor: 1, devminor: 5 } }],
    ],
    [
      "writes through a link",
      [
        { header: { name: "out", type: "symlink" as const, linkname: "/home/sandbox" } },
        { header: { name: "out/file" }, content: "x" },
      ],
    ],
    [
      "links to a file of the system",
      [{ header: { name: "shadow", type: "link" as const, linkname: "/etc/shadow" } }],
    ],
  ])("is refused, and nothing runs, when it %s", async (_, entries) => {
    const run = await runTrial(sandbox, { command: RAN, source: tarOfEntries(entries) });
    expect(run.outcome).toBe("refused");
    expect(run.log.tail).not.toContain("the command ran");
    expect(run.tests).toBeNull();
  });

  it("lands in the workspace when its names begin with a slash", async () => {
    const source = tarOfEntries([{ header: { name: "/etc/own" }, content: "inside" }]);
    const run = await runTrial(sandbox, { command: ["cat", "/workspace/etc/own"], source });
    expect(run.log.tail).toContain("inside");
  });

  it("is refused when it is no tar", async () => {
    const run = await runTrial(sandbox, {
      command: RAN,
      source: Readable.from([Buffer.alloc(2048, 65)]),
    });
    expect(run.outcome).toBe("refused");
  });

  it("is a full disk when it is larger than the workspace", async () => {
    const run = await runTrial(sandbox, {
      command: RAN,
      source: tarOf({ large: "x".repeat(20 * MIB) }),
      limits: SMALL,
    });
    expect(run.outcome).toBe("disk-limit");
    expect(run.log.tail).not.toContain("the command ran");
  });

  it("is a full disk when it has more files than the workspace may have", async () => {
    const names = Array.from({ length: 600 }, (_, index) => [`f${index}`, ""]);
    const files = Object.fromEntries(names) as Record<string, string>;
    const run = await runTrial(sandbox, { command: RAN, source: tarOf(files), limits: SMALL });
    expect(run.outcome).toBe("disk-limit");
  });

  it("breaks the run, and blames nobody, when it cannot be read to its end", async () => {
    const source = new PassThrough();
    source.write(Buffer.alloc(512, 65));
    const run = await runTrial(sandbox, {
      command: RAN,
      source,
      progress: (stage) => {
        if (stage === "running the command") source.destroy(new Error("disk read failed"));
      },
    });
    expect(run).toMatchObject({
      outcome: "broken",
      reason: "The source could not be read to its end.",
    });
  });

  it("breaks the run when it had failed before the run began", async () => {
    const source = new PassThrough();
    source.on("error", () => undefined);
    source.destroy(new Error("gone"));
    const run = await runTrial(sandbox, { command: RAN, source });
    expect(run.outcome).toBe("broken");
  });

  it("does not reach the command's standard input, whatever follows the archive", async () => {
    const source = Readable.from(
      (async function* () {
        yield* tarOf({ file: "x" }) as AsyncIterable<Buffer>;
        yield Buffer.alloc(100_000, 65);
      })(),
    );
    const run = await runTrial(sandbox, {
      command: ["sh", "-c", "cat; echo input ended"],
      source,
    });
    expect(run.log.tail).toBe("input ended\n");
  });
});
