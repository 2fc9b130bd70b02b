import { createHash } from "node:crypto";
import { appendFileSync, copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkAudit } from "../../src/store/audit-desk.ts";
import { edit, entries, newDataDir, write } from "./setting.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Chains all lines anew, as somebody would who knows how the file is made. */
function rechain(lines: string[]): string[] {
  let previous = "0".repeat(64);
  return lines.map((line, sequence) => {
    const text = line
      .replace(/"previous":"[0-9a-f]{64}"/, `"previous":"${previous}"`)
      .replace(/"sequence":\d+/, `"sequence":${sequence}`);
    previous = sha256(text);
    return text;
  });
}

async function written(): Promise<string> {
  const dataDir = newDataDir();
  await write(dataDir, ...entries());
  return dataDir;
}

describe("an audit trail", () => {
  test("is whole as it was written, and all of it is signed when it was closed", async () => {
    const dataDir = await written();
    expect(await checkAudit({ dataDir })).toMatchObject({ records: 5, signed: 5, problem: null });
    await write(dataDir, ...entries());
    expect(await checkAudit({ dataDir })).toMatchObject({ records: 9, signed: 9, problem: null });
  });

  const swap = ([a = "", b = "", ...rest]: string[]) => [b, a, ...rest];
  test.each([
    {
      name: "edited",
      change: (all: string[]) => all.map((one) => one.replace('"approvedBy":5', '"approvedBy":6')),
    },
    { name: "edited", change: (all: string[]) => all.map((one) => one.replace("malic", "delic")) },
    { name: "removed", change: (all: string[]) => all.toSpliced(2, 1) },
    { name: "reordered", change: (all: string[]) => [all[0] ?? "", ...swap(all.slice(1))] },
    { name: "repeated", change: (all: string[]) => all.toSpliced(2, 0, all[2] ?? "") },
    { name: "cut off", change: (all: string[]) => all.slice(0, -1) },
    { name: "all cut off", change: () => [] },
  ])("with a record $name is found out", async ({ change }) => {
    const dataDir = await written();
    edit(dataDir, change);
    expect((await checkAudit({ dataDir })).problem).not.toBeNull();
  });

  test.each([
    { name: "edited", change: (all: string[]) => all.map((one) => one.replace("malic", "delic")) },
    { name: "removed", change: (all: string[]) => all.toSpliced(2, 1) },
    { name: "added", change: (all: string[]) => [...all.slice(0, 2), ...all.slice(1)] },
  ])("with a record $name and the whole chain made anew is found out", async ({ change }) => {
    const dataDir = await written();
    edit(dataDir, (all) => rechain(change(all)));
    const { problem } = await checkAudit({ dataDir });
    expect(problem?.message).toMatch(/checkpoint/);
  });

  test("with new records behind its last checkpoint is not signed to its end", async () => {
    const dataDir = await written();
    edit(dataDir, (all) => rechain([...all, all.at(-1) ?? ""]));
    expect(await checkAudit({ dataDir })).toMatchObject({ records: 6, signed: 5, problem: null });
  });

  test("with another key, or with checkpoints of another trail, is found out", async () => {
    const [dataDir, other] = [await written(), await written()];
    const [mine, theirs] = [dataDir, other].map((dir) => join(dir, "audit/checkpoints.jsonl"));
    const key = join(other, "audit/key.pub.pem");
    expect((await checkAudit({ dataDir, key })).problem?.message).toContain("another key");
    copyFileSync(theirs ?? "", mine ?? "");
    expect((await checkAudit({ dataDir })).problem?.message).toContain("another key");
  });

  test("with a checkpoint that somebody wrote is found out", async () => {
    const dataDir = await written();
    const path = join(dataDir, "audit/checkpoints.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll('"records":5', '"records":4'));
    expect((await checkAudit({ dataDir })).problem?.message).toContain("wrong signature");
  });

  test("whose checkpoints are gone too is found out by a copy of them, or by its head", async () => {
    const dataDir = await written();
    const { head } = await checkAudit({ dataDir });
    const checkpoints = join(dataDir, "kept-elsewhere.jsonl");
    copyFileSync(join(dataDir, "audit/checkpoints.jsonl"), checkpoints);
    rmSync(join(dataDir, "audit/checkpoints.jsonl"));
    edit(dataDir, (all) => all.slice(0, -1));
    expect((await checkAudit({ dataDir, checkpoints })).problem?.message).toContain("missing");
    expect((await checkAudit({ dataDir, head })).problem?.message).toContain("missing");
  });

  test("that lacks signed records is not written to", async () => {
    const dataDir = await written();
    edit(dataDir, (all) => all.slice(0, -1));
    await expect(write(dataDir)).rejects.toThrow(/lacks 1 records that were signed/);
  });

  test("goes on after a crash that tore a checkpoint", async () => {
    const dataDir = await written();
    appendFileSync(join(dataDir, "audit/checkpoints.jsonl"), '{"records":7,"he');
    await write(dataDir, ...entries());
    expect(await checkAudit({ dataDir })).toMatchObject({ records: 9, signed: 9, problem: null });
  });
});
