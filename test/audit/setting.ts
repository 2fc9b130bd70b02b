import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { AuditEntry } from "../../src/model/audit.ts";
import { auditPath } from "../../src/store/audit-path.ts";
import { openAudit } from "../../src/store/open-audit.ts";

export const HEAD = "5f1d3b9c0a7e2468ace013579bdf02468ace1357";

/** An empty data folder for one test. */
export function newDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), "gatehouse-audit-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

/** Opens the trail, appends these entries and closes it, which signs it. */
export async function write(dataDir: string, ...entries: AuditEntry[]): Promise<void> {
  const audit = await openAudit({
    dataDir,
    now: () => new Date("2026-11-01T00:00:00Z"),
    genesis: { version: "1", appId: 7 },
    signed: () => undefined,
    failed: (error) => {
      throw error;
    },
  });
  for (const entry of entries) await audit.append(entry);
  await audit.close();
}

/** One record of each kind that matters here. */
export function entries(): AuditEntry[] {
  const about = { repository: 12, pullRequest: 3, headSha: HEAD };
  return [
    { kind: "delivery", detail: { delivery: "d-1", event: "pull_request", action: "opened" } },
    { kind: "review", detail: { ...about, verdict: "malicious", complete: true, rules: "r" } },
    { kind: "approval", detail: { ...about, run: "comment-12-1", approvedBy: 5 } },
    { kind: "sandbox-end", detail: { ...about, run: "comment-12-1", outcome: "failed" } },
  ];
}

/** Rewrites the lines of the trail, as somebody with an editor would. */
export function edit(dataDir: string, change: (lines: string[]) => string[]): void {
  const path = auditPath(dataDir);
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  writeFileSync(
    path,
    change(lines)
      .map((line) => `${line}\n`)
      .join(""),
  );
}
