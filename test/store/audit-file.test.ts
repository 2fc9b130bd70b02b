import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AuditRecord, type AuditEntry } from "../../src/model/audit.ts";
import { openAuditFile } from "../../src/store/audit-file.ts";
import { verifyAudit } from "../../src/store/verify-audit.ts";
import { HOSTILE_TEXT } from "./samples.ts";

let dir: string;
let path: string;
const now = (): Date => new Date("2026-11-01T00:00:00Z");

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "gatehouse-audit-"));
  path = join(dir, "audit.jsonl");
});
afterEach(() => rmSync(dir, { recursive: true }));

function entry(id: number): AuditEntry {
  return { kind: "command", detail: { id, text: HOSTILE_TEXT } };
}

async function write(...ids: number[]): Promise<void> {
  const audit = await openAuditFile({ path, now, genesis: { version: "1" } });
  await Promise.all(ids.map((id) => audit.append(entry(id))));
  await audit.close();
}

function lines(): string[] {
  return readFileSync(path, "utf8").split("\n").slice(0, -1);
}

function records(): AuditRecord[] {
  return lines().map((line) => AuditRecord.parse(JSON.parse(line)));
}

describe("the audit file", () => {
  test("starts with a genesis record and continues its chain over restarts", async () => {
    await write(1, 2);
    await write(3);
    expect(records().map(({ kind, detail }) => [kind, detail["id"]])).toEqual([
      ["genesis", undefined],
      ["command", 1],
      ["command", 2],
      ["command", 3],
    ]);
    expect(await verifyAudit(path)).toMatchObject({ records: 4, problem: null });
  });

  test("is readable for its owner only", async () => {
    await write(1);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test("has been written when the promise resolves", async () => {
    const audit = await openAuditFile({ path, now });
    await audit.append(entry(1));
    expect(records()).toHaveLength(2);
    await audit.close();
  });

  test("refuses a second writer, in this process and in another", async () => {
    const audit = await openAuditFile({ path, now });
    await expect(openAuditFile({ path, now })).rejects.toThrowError(/in use/);
    await audit.close();
    const child = spawn(process.execPath, [join(import.meta.dirname, "child-audit.ts"), path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    await expect(openAuditFile({ path, now })).rejects.toThrowError(`process ${child.pid}`);
    child.kill("SIGKILL");
    await once(child, "exit");
  });

  test("cuts off a torn record and says so in a record", async () => {
    await write(1);
    const torn = lines()[1]?.slice(0, 40) ?? "";
    appendFileSync(path, torn);
    expect((await verifyAudit(path)).problem?.line).toBe(3);
    await write(2);
    expect(records()[2]).toMatchObject({
      kind: "administration",
      detail: { event: "torn-record-removed", bytes: 40 },
    });
    expect(await verifyAudit(path)).toMatchObject({ records: 4, problem: null });
  });

  test("starts anew when a crash tore the genesis record, and says so", async () => {
    writeFileSync(path, '{"detail":{');
    await write(1);
    expect(records().map(({ kind }) => kind)).toEqual(["genesis", "administration", "command"]);
  });

  test("does not continue behind a last line that is no record", async () => {
    await write(1);
    appendFileSync(path, "{}\n");
    await expect(openAuditFile({ path, now })).rejects.toThrowError(/last line/);
  });

  test("refuses what is not a record without harm to the others", async () => {
    const audit = await openAuditFile({ path, now });
    const answers = await Promise.allSettled([
      audit.append(entry(1)),
      audit.append({ kind: "review", detail: { number: Number.NaN } }),
      audit.append({ kind: "review", detail: { text: "x".repeat(70_000) } }),
      audit.append(entry(2)),
    ]);
    await audit.close();
    expect(answers.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "rejected",
      "fulfilled",
    ]);
    expect(await verifyAudit(path)).toMatchObject({ records: 3, problem: null });
  });

  test.each([
    { name: "removed", harm: () => rmSync(path) },
    { name: "written by somebody else", harm: () => appendFileSync(path, "{}\n") },
    { name: "shortened", harm: () => writeFileSync(path, "") },
  ])("takes no more records once the file was $name", async ({ harm }) => {
    const audit = await openAuditFile({ path, now });
    await audit.append(entry(1));
    harm();
    await expect(audit.append(entry(2))).rejects.toThrowError(/changed by somebody else/);
    await expect(audit.append(entry(3))).rejects.toThrowError(/broken/);
    await audit.close();
  });

  test("loses no record that was confirmed before kill -9", async () => {
    const confirmed: number[] = [];
    for (const life of [1, 2, 3]) {
      const child = spawn(process.execPath, [join(import.meta.dirname, "child-audit.ts"), path], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const exited = once(child, "exit");
      const before = confirmed.length;
      for await (const line of createInterface({ input: child.stdout })) {
        confirmed.push(life * 1_000_000 + Number(line));
        if (confirmed.length - before === 300) {
          child.kill("SIGKILL");
        }
      }
      await exited;
    }
    await write();
    expect((await verifyAudit(path)).problem).toBeNull();
    // Ids start again in each life, so count them within the lives that a repeated 1 begins.
    let life = 0;
    const kept = new Set(
      records().flatMap(({ kind, detail }) => {
        life += detail["id"] === 1 ? 1 : 0;
        return kind === "review" ? [life * 1_000_000 + Number(detail["id"])] : [];
      }),
    );
    expect(confirmed.filter((id) => !kept.has(id))).toEqual([]);
  });
});

describe("the check of an audit file", () => {
  test.each([
    {
      name: "an edited record",
      edit: (all: string[]) => all.with(2, all[2]?.replace('"id":2', '"id":9') ?? ""),
      line: 4,
    },
    {
      name: "an edited last record's time",
      edit: (all: string[]) => all.with(3, all[3]?.replace("2026", "2025 ") ?? ""),
      line: 4,
    },
    { name: "a removed record", edit: (all: string[]) => all.toSpliced(1, 1), line: 2 },
    { name: "a removed genesis", edit: (all: string[]) => all.slice(1), line: 1 },
    {
      name: "two records in the other order",
      edit: (all: string[]) => [all[0], all[2], all[1], all[3]],
      line: 2,
    },
    { name: "a repeated record", edit: (all: string[]) => [...all, all[3]], line: 5 },
    { name: "an added empty line", edit: (all: string[]) => all.toSpliced(2, 0, ""), line: 3 },
    { name: "added spaces", edit: (all: string[]) => all.with(3, `${all[3]} `), line: 4 },
    {
      name: "a repeated key",
      edit: (all: string[]) => all.with(3, all[3]?.replace('"id":3', '"id":1,"id":3') ?? ""),
      line: 4,
    },
    { name: "windows line ends", edit: (all: string[]) => all.map((line) => `${line}\r`), line: 1 },
  ])("finds $name", async ({ edit, line }) => {
    await write(1, 2, 3);
    writeFileSync(path, `${edit(lines()).join("\n")}\n`);
    expect((await verifyAudit(path)).problem?.line).toBe(line);
  });

  test("finds cut-off records when it knows an earlier head", async () => {
    await write(1, 2, 3);
    const { head } = await verifyAudit(path);
    await write(4);
    expect((await verifyAudit(path, { expectedHead: head })).problem).toBeNull();
    writeFileSync(path, `${lines().slice(0, 3).join("\n")}\n`);
    expect((await verifyAudit(path)).problem).toBeNull();
    expect((await verifyAudit(path, { expectedHead: head })).problem?.message).toMatch(/missing/);
  });

  test("finds a file that is empty", async () => {
    writeFileSync(path, "");
    expect((await verifyAudit(path)).problem?.line).toBe(1);
  });
});
