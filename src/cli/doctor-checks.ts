import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { checked, type DoctorCheck } from "../model/doctor-check.ts";
import { SECRET_NAMES } from "../settings-secrets.ts";
import type { SettingsRead } from "./command.ts";

/** The oldest Node whose type stripping and permissions this program needs. */
const OLDEST_NODE = 24;

/** Whether this is a Node that the program runs on. */
export function checkNode(): DoctorCheck {
  const { node } = process.versions;
  if (Number(node.split(".")[0]) >= OLDEST_NODE)
    return checked("runtime/node", "ok", `Node ${node}`);
  const fix = "Run bin/gatehouse, which uses the project's own Node.";
  return checked("runtime/node", "fail", `Node ${node} is older than ${OLDEST_NODE}`, fix);
}

/** Whether the App could start; a machine that only reviews on the command line has none. */
export function checkSettings(read: SettingsRead): DoctorCheck[] {
  if (read === null) {
    const fix = "To run the App, set what docs/install.md lists.";
    return [checked("settings/app", "absent", "The App is not configured here.", fix)];
  }
  if ("settings" in read) return [checked("settings/app", "ok", "Every setting can be used.")];
  return read.problems.map(({ where, message }) =>
    checked(`settings/${where}`, "fail", `${where} ${message}`, "See docs/install.md."),
  );
}

/** Whether the App has a place for its state. Nothing is opened: the App may be running. */
export async function checkStore(read: SettingsRead): Promise<DoctorCheck[]> {
  if (read === null || !("settings" in read)) {
    return [checked("store/data-folder", "absent", "There are no settings to find it by.")];
  }
  const { dataDir, databaseUrl } = read.settings;
  const kind = databaseUrl === null ? "PGlite in the data folder" : "PostgreSQL";
  const database = checked("store/database", "ok", `State and queue are kept in ${kind}.`);
  if (await canWrite(dataDir)) {
    return [checked("store/data-folder", "ok", `${dataDir} can be written to.`), database];
  }
  const fix = "Make it writable for this user, or set GATEHOUSE_DATA_DIR.";
  return [checked("store/data-folder", "fail", `${dataDir} cannot be written to.`, fix), database];
}

/** The folder is made at the first start, so the nearest one above it counts until then. */
async function canWrite(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      await access(at, constants.W_OK);
      return true;
    } catch (error) {
      const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
      if (!missing || at === dirname(at)) return false;
    }
  }
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** Whether what is the operator's alone can be reached by others. */
export function checkExposure(read: SettingsRead): DoctorCheck[] {
  if (read === null || !("settings" in read)) return [];
  const { admin, sandbox } = read.settings;
  const checks: DoctorCheck[] = [];
  if (admin === null) {
    const fix = "Set GATEHOUSE_ADMIN_PORT to have metrics, and a token for the dashboard.";
    checks.push(checked("operator/listener", "absent", "Nobody can read metrics.", fix));
  } else if (LOOPBACK.has(admin.host)) {
    checks.push(checked("operator/listener", "ok", "It is reached from this machine alone."));
  } else {
    const why = `It listens on ${admin.host}, without TLS.`;
    const fix = "See to it that only you and your Prometheus reach it.";
    checks.push(checked("operator/listener", "warn", why, fix));
  }
  if (sandbox.sameHost) {
    const why = "Containers run beside the App's key: an escape reaches every repository.";
    const fix = "Run gatehouse sandbox-worker on a host of its own (docs/operate.md).";
    checks.push(checked("operator/sandbox-host", "warn", why, fix));
  }
  return checks;
}

/** Whether others on this machine can read the files that hold secrets. */
export async function checkSecretFiles(
  env: Readonly<Record<string, string | undefined>>,
): Promise<DoctorCheck[]> {
  const checks = SECRET_NAMES.map(async (secret) => {
    const name = `${secret}_FILE`;
    const path = env[name] ?? "";
    const found = path === "" ? null : await stat(path).catch(() => null);
    if (found === null || (found.mode & 0o077) === 0) return [];
    const why = `The file of ${name} can be read by others on this machine.`;
    return [checked(`settings/${name}`, "warn", why, `chmod 400 ${path}`)];
  });
  return (await Promise.all(checks)).flat();
}
