import { existsSync } from "node:fs";
import { open, readdir, rm, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import pg from "pg";
import { checked, type DoctorCheck } from "../model/doctor-check.ts";
import { Fault } from "../model/fault.ts";
import { checkAudit } from "./audit-desk.ts";
import { auditPath } from "./audit-path.ts";
import { endedUncleanly } from "./recover-pglite.ts";
import { snapshotPath } from "./snapshot.ts";

/** Below this, in bytes, a disk is soon full, and nothing is accepted any more. */
const FEW_BYTES = 2 * 1024 ** 3;
/** A synced write that takes longer, in milliseconds, makes webhooks slow. */
const SLOW_SYNC = 50;
/** A copy of the embedded database that is older, in milliseconds, means that none was made. */
const OLD_COPY = 3 * 60 * 60 * 1000;

/** Looks at state and audit trail from outside; opens nothing that the App may have open. */
export async function inspectStore(places: {
  dataDir: string;
  databaseUrl: string | null;
}): Promise<DoctorCheck[]> {
  const { dataDir, databaseUrl } = places;
  if (!existsSync(dataDir)) {
    const why = `${dataDir} is not there yet; the first start makes it.`;
    return [checked("store/data", "absent", why), ...(await checkServer(databaseUrl))];
  }
  return [
    await checkMode(dataDir),
    await checkSpace(dataDir),
    await checkSync(dataDir),
    ...(databaseUrl === null ? await checkEmbedded(dataDir) : await checkServer(databaseUrl)),
    await checkTrail(dataDir),
  ];
}

async function checkMode(dataDir: string): Promise<DoctorCheck> {
  const { mode } = await stat(dataDir);
  if ((mode & 0o077) === 0) return checked("store/mode", "ok", `Only its owner reads ${dataDir}.`);
  const why = `Others on this machine can look into ${dataDir}, which quotes private code.`;
  return checked("store/mode", "warn", why, `chmod go= ${dataDir}`);
}

async function checkSpace(dataDir: string): Promise<DoctorCheck> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const said = `${(free / 1024 ** 3).toFixed(1)} GiB are free for ${dataDir}.`;
  if (free > FEW_BYTES) return checked("store/space", "ok", said);
  return checked("store/space", "fail", said, "Make room: a full disk refuses every webhook.");
}

async function checkSync(dataDir: string): Promise<DoctorCheck> {
  const path = join(dataDir, `doctor-${process.pid}`);
  const file = await open(path, "wx", 0o600);
  const times: number[] = [];
  try {
    for (let round = 0; round < 5; round += 1) {
      const began = performance.now();
      await file.appendFile("a record\n");
      await file.datasync();
      times.push(performance.now() - began);
    }
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
  const median = times.toSorted((a, b) => a - b)[2] ?? 0;
  const why = `A synced write takes ${median.toFixed(1)} ms.`;
  if (median < SLOW_SYNC) return checked("store/sync", "ok", why);
  const fix = "Every webhook waits for one: put the data folder on a faster disk.";
  return checked("store/sync", "warn", why, fix);
}

async function checkEmbedded(dataDir: string): Promise<DoctorCheck[]> {
  const broken = (await readdir(dataDir)).filter((name) => name.startsWith("store.broken-"));
  const checks = [checkBroken(broken), await checkCopy(dataDir)];
  if (endedUncleanly(dataDir)) {
    const why = "It is open now, or its last process did not close it.";
    checks.push(checked("store/embedded", "ok", `${why} The next start checks it then.`));
  }
  return checks;
}

function checkBroken(broken: readonly string[]): DoctorCheck {
  if (broken.length === 0) {
    return checked("store/broken", "ok", "No embedded database was put aside as broken.");
  }
  const why = `${broken.join(", ")}: an embedded database broke, and was begun anew from its copy.`;
  const fix = "See docs/operate.md; delete the folder when you have looked, or move to PostgreSQL.";
  return checked("store/broken", "warn", why, fix);
}

async function checkCopy(dataDir: string): Promise<DoctorCheck> {
  const path = join(snapshotPath(dataDir), "manifest.json");
  if (!existsSync(path)) {
    return checked("store/copy", "absent", "There is no copy of the embedded database yet.");
  }
  const age = Date.now() - (await stat(path)).mtimeMs;
  const why = `The copy of the embedded database is ${Math.round(age / 60_000)} minutes old.`;
  if (age < OLD_COPY) return checked("store/copy", "ok", why);
  return checked("store/copy", "warn", why, "Is Gatehouse running? It makes one every hour.");
}

/** What of PostgreSQL's settings would make an accepted webhook less than kept. */
async function checkServer(databaseUrl: string | null): Promise<DoctorCheck[]> {
  if (databaseUrl === null) return [];
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name = any($1)",
      [["server_version_num", "fsync", "synchronous_commit", "full_page_writes"]],
    );
    const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
    const off = ["fsync", "synchronous_commit", "full_page_writes"].filter(
      (name) => settings.get(name) === "off",
    );
    const version = Number(settings.get("server_version_num"));
    return [serverVersion(version), serverDurability(off)];
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "no answer";
    const fix = "Is the server up, and are address, user and password of DATABASE_URL right?";
    return [checked("store/server", "fail", `PostgreSQL cannot be reached (${code}).`, fix)];
  } finally {
    await client.end().catch(() => undefined);
  }
}

function serverVersion(version: number): DoctorCheck {
  const major = Math.floor(version / 10_000);
  if (major >= 13) return checked("store/server", "ok", `PostgreSQL ${major} answers.`);
  const why = `PostgreSQL ${major} is older than 13.`;
  return checked("store/server", "fail", why, "Use PostgreSQL 13 or later; 15 is tested.");
}

function serverDurability(off: readonly string[]): DoctorCheck {
  if (off.length === 0) return checked("store/durability", "ok", "What it accepts, it keeps.");
  const why = `${off.join(", ")} is off: a crash of the server can lose accepted webhooks.`;
  return checked("store/durability", "warn", why, `Switch ${off.join(", ")} on.`);
}

async function checkTrail(dataDir: string): Promise<DoctorCheck> {
  if (!existsSync(auditPath(dataDir))) {
    return checked("audit/trail", "absent", `There is no audit trail in ${dataDir} yet.`);
  }
  try {
    const { records, signed, problem } = await checkAudit({ dataDir });
    if (problem === null) {
      return checked("audit/trail", "ok", `${records} records hold; ${signed} of them are signed.`);
    }
    const why = `Line ${problem.line} ${problem.message}.`;
    const fix = `Keep ${dirname(auditPath(dataDir))} as it is, and find out who was there.`;
    return checked("audit/trail", "fail", why, fix);
  } catch (error) {
    const why = error instanceof Fault ? error.message : "The audit trail cannot be read.";
    return checked("audit/trail", "fail", why, "Run gatehouse doctor as the user of the App.");
  }
}
