import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import type { SettingsRead } from "./command.ts";

/** One thing that was looked at: how it is, why, and what to do about it. */
export interface DoctorCheck {
  /** "area/what". */
  id: string;
  area: string;
  status: "ok" | "warn" | "fail" | "absent";
  why: string;
  fix: string;
}

/** Makes a check; its area is the first part of its id. */
export function checked(
  id: string,
  status: DoctorCheck["status"],
  why: string,
  fix = "",
): DoctorCheck {
  return { id, area: id.split("/")[0] ?? id, status, why, fix };
}

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
