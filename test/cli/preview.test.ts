import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { previewSummary } from "../../src/cli/preview-summary.ts";
import { commitFiles, emptyRepository, scratchFolder } from "../git/scratch.ts";
import { gatehouse, GATEHOUSE } from "./gatehouse.ts";

const BASE = "b".repeat(40);
const HEAD = "a".repeat(40);
const CHANGE = { base: BASE, head: HEAD, subject: "x\u001b[31m" };

function summary(over: Partial<Parameters<typeof previewSummary>[0]> = {}): string {
  const previewed = [{ change: CHANGE, ending: "clean" as const }];
  return previewSummary({
    ...{ asked: 1, found: 1, previewed, milliseconds: 3200, repo: null },
    ...over,
  });
}

describe("the end of a preview", () => {
  it("says how to look at what alarmed, with the folder as a shell takes it", () => {
    const previewed = [{ change: CHANGE, ending: "malicious" as const }];
    expect(summary({ previewed, repo: "my 'own' clone" })).toContain(
      `  gatehouse review --repo 'my '\\''own'\\'' clone' --base ${"b".repeat(12)} --head ${"a".repeat(12)}\n`,
    );
    expect(summary({ previewed })).toContain("  gatehouse review --base bbbb");
    expect(summary()).not.toContain("gatehouse review");
  });

  it("says what a review costs on this machine", () => {
    const previewed = [CHANGE, CHANGE].map((change) => ({ change, ending: "clean" as const }));
    const text = summary({ asked: 2, found: 2, previewed, milliseconds: 200_000 });
    expect(text).toContain("3 min 20 s, 100.0 s for each");
  });

  it("says when the clone has fewer changes than were asked for, or not all of one", () => {
    expect(summary({ asked: 20 })).toContain("Only 1 of 20 are in this clone; git fetch");
    const previewed = [{ change: CHANGE, ending: "unread" as const }];
    expect(summary({ previewed })).toContain("git fetch --unshallow");
    expect(summary()).not.toContain("unshallow");
  });

  it("says when it was stopped", () => {
    expect(summary({ asked: 9, found: 9 })).toContain("Stopped after 1 of 9.");
  });
});

describe("gatehouse preview", () => {
  it("says what is missing in a repository without a commit, and in a folder without one", async () => {
    const empty = await gatehouse(emptyRepository(), ["preview"]);
    expect(empty).toMatchObject({ code: 2, out: "" });
    expect(empty.err).toContain("no merged change");
    const none = await gatehouse(scratchFolder(), ["preview"]);
    expect(none).toMatchObject({ code: 2, out: "" });
    expect(none.err).toContain("not in a git repository");
  });

  it("reviews what a shallow clone has, with a detached head", async () => {
    const folder = emptyRepository();
    for (const word of ["one", "two", "three"]) commitFiles(folder, { a: `${word}\n` }, word);
    const clones = scratchFolder();
    mkdirSync(clones, { recursive: true });
    const shallow = join(clones, "shallow");
    execFileSync("git", ["clone", "-q", "--depth=2", `file://${folder}`, shallow]);
    execFileSync("git", ["-C", shallow, "checkout", "-q", "--detach"]);
    const run = await gatehouse("/", ["preview", "--repo", shallow]);
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/^[0-9a-f]{10} {2}clean +three$/m);
    expect(run.out).toContain("Only 1 of 20 are in this clone");
  });

  it("sums up what it has when it is interrupted", async () => {
    const folder = emptyRepository();
    for (let at = 0; at < 40; at += 1) commitFiles(folder, { [`f${at}`]: `${at}\n` }, `Step ${at}`);
    const child = spawn(GATEHOUSE, ["preview", "--last", "40"], {
      cwd: folder,
      env: { PATH: "/usr/bin:/bin" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      if (out === "") child.kill("SIGINT");
      out += chunk.toString("utf8");
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(3);
    expect(out).toMatch(/\nStopped after \d+ of 39\. \d+ merged changes?: 0 would have been red/);
  });
});
