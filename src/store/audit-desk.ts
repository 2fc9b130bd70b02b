import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { AuditFormat, AuditPlaces, AuditVerification } from "../model/audit-check.ts";
import type { AuditCheckpoint } from "../model/audit-checkpoint.ts";
import { Fault } from "../model/fault.ts";
import { canonical } from "./audit-chain.ts";
import { CHECKPOINTS_FILE, readCheckpoints } from "./audit-checkpoints.ts";
import { openAuditKey, PUBLIC_KEY_FILE, readVerifier } from "./audit-key.ts";
import { statementOf } from "./audit-statement.ts";
import { auditPath } from "./audit-path.ts";
import { verifyAudit } from "./verify-audit.ts";

/** How long a record that is being written may take to be whole, in milliseconds. */
const WRITING = 1000;

/** Checks an audit trail with its checkpoints, offline; also one that is being written to. */
export async function checkAudit(places: AuditPlaces): Promise<AuditVerification> {
  const path = places.file ?? auditPath(places.dataDir);
  const expected = { expectedHead: places.head, signed: await signedOf(places, path) };
  const first = await verifyFile(path, expected);
  if (!isTorn(first)) return first;
  await pause(WRITING);
  return verifyFile(path, expected);
}

function isTorn({ problem }: AuditVerification): boolean {
  return problem?.message.startsWith("is torn") === true;
}

async function verifyFile(
  path: string,
  expected: Parameters<typeof verifyAudit>[1],
): Promise<AuditVerification> {
  try {
    return await verifyAudit(path, expected);
  } catch (cause) {
    throw new Fault("refused", `cannot read the audit trail ${path}`, { cause });
  }
}

/**
 * Checkpoints are read before the trail, which may grow meanwhile. A trail without any, of
 * before there were checkpoints or copied alone, is checked by its chain only.
 */
async function signedOf(places: AuditPlaces, path: string) {
  const folder = dirname(path);
  const keyPath = places.key ?? join(folder, PUBLIC_KEY_FILE);
  const checkpoints: AuditCheckpoint[] = await readCheckpoints(
    places.checkpoints ?? join(folder, CHECKPOINTS_FILE),
  );
  if (checkpoints.length === 0 && places.checkpoints === undefined && places.key === undefined) {
    return undefined;
  }
  try {
    return { checkpoints, verifier: readVerifier(await readFile(keyPath, "utf8")) };
  } catch (cause) {
    throw new Fault("refused", `cannot read the public key ${keyPath}`, { cause });
  }
}

/**
 * Writes every record to `write`, one JSON line each, as it stands in the trail or as a signed
 * statement about what it decided. Answers the check of what was written: with a problem in
 * it, the lines are those before the break.
 */
export async function exportAudit(
  { dataDir, format, from }: { dataDir: string; format: AuditFormat; from: number },
  write: (line: string) => void,
): Promise<AuditVerification> {
  const path = auditPath(dataDir);
  const signed = await signedOf({ dataDir }, path);
  const key = format === "in-toto" ? await openAuditKey(dirname(path)) : null;
  try {
    const checked = await verifyAudit(path, {
      signed,
      visit: (record, sha256) => {
        if (record.sequence < from) return;
        const line = key === null ? canonical(record) : statementOf(record, sha256, key);
        if (line !== null) write(typeof line === "string" ? line : JSON.stringify(line));
      },
    });
    // The record that the App is writing at this moment.
    return isTorn(checked) ? { ...checked, problem: null } : checked;
  } catch (cause) {
    throw new Fault("refused", `cannot read the audit trail ${path}`, { cause });
  }
}
