import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isSupervisorGone, supervisorIdentity } from "../supervisor-identity.ts";

/**
 * Waits until no other process builds images in this folder, and keeps others out until the
 * answer is called. A lock whose process is gone is taken over.
 */
export async function holdBuildLock(
  workDir: string,
  say: (line: string) => void,
): Promise<() => Promise<void>> {
  await mkdir(workDir, { recursive: true });
  const path = join(workDir, "lock");
  let told = false;
  while (!(await tryLock(path))) {
    if (isSupervisorGone(await holderOf(path))) {
      await rm(path, { force: true });
      continue;
    }
    if (!told) say("another process is building images; waiting for it");
    told = true;
    await pause(500);
  }
  return () => rm(path, { force: true });
}

async function tryLock(path: string): Promise<boolean> {
  try {
    await writeFile(path, supervisorIdentity(), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function holderOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
