import { createHash, randomBytes } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import pino from "pino";
import { openStore } from "../../src/store/open-store.ts";

const ROOT = join(import.meta.dirname, "../..");

/** What a first start makes of an empty folder depends on these alone. */
const MADE_OF = ["package-lock.json", "src/store"];

/**
 * Fills `dataDir` with what a first start leaves in it: an empty embedded database whose schema
 * is up to date. Making one takes seconds of processor time; it is made once and copied.
 */
export function fillAsFirstStart(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  cpSync(join(pattern(), "store"), join(dataDir, "store"), { recursive: true });
}

/** Makes the pattern that is copied, unless there is one of these sources. */
export async function setup(): Promise<void> {
  const target = pattern();
  if (existsSync(target)) return;
  const making = `${target}.${randomBytes(4).toString("hex")}`;
  mkdirSync(making, { recursive: true });
  const log = pino({ level: "silent" });
  const open = await openStore({ dataDir: making, databaseUrl: null, log });
  await open.close();
  try {
    renameSync(making, target);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    // Another run of the tests was faster; anything else is a failure.
    if (!existsSync(target)) throw error;
  }
}

function pattern(): string {
  const hash = createHash("sha256");
  for (const path of MADE_OF.flatMap(filesUnder)) hash.update(readFileSync(join(ROOT, path)));
  return join(ROOT, "var", "test", `store-${hash.digest("hex").slice(0, 16)}`);
}

function filesUnder(path: string): string[] {
  if (path.endsWith(".json")) return [path];
  const names = readdirSync(join(ROOT, path), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(path, name));
}
