import { rm } from "node:fs/promises";
import type { PackageFile, RegistryName } from "../model/dependency.ts";
import { Fault } from "../model/fault.ts";
import type { FetchInto } from "./download.ts";
import type { PackageCache } from "./package-cache.ts";

/** What one run may fetch. Bytes and milliseconds. */
export interface FetchLimits {
  fileBytes: number;
  totalBytes: number;
  milliseconds: number;
}

const MEBIBYTE = 1024 * 1024;

/** The limits of every run: far above what test suites need, far below what hurts a host. */
export const FETCH_LIMITS: FetchLimits = {
  fileBytes: 256 * MEBIBYTE,
  totalBytes: 768 * MEBIBYTE,
  milliseconds: 5 * 60_000,
};

/** What fetching stands on. */
export interface FetchParts {
  cache: PackageCache;
  fetchInto: FetchInto;
  /** Address of each registry, with a slash at its end. */
  registries: Readonly<Record<RegistryName, string>>;
  limits: FetchLimits;
}

/** A file that is in the cache, and its size. */
export interface FetchedFile {
  file: PackageFile;
  bytes: number;
}

/** Where registries keep the files that their own addresses lead to. */
export const FILE_HOSTS: Readonly<Record<RegistryName, readonly string[]>> = {
  npm: ["registry.npmjs.org"],
  pypi: ["files.pythonhosted.org"],
  go: ["proxy.golang.org", "storage.googleapis.com"],
  crates: ["static.crates.io"],
};

const AT_ONCE = 8;
const TRIES = 3;

/**
 * Brings every file into the cache that is not there, several at a time, and answers them in
 * order. Throws `refused` at the first that is not what was pinned or passes a limit.
 */
export async function fetchPackages(
  parts: FetchParts,
  files: readonly PackageFile[],
  signal: AbortSignal,
  told: (done: number) => void = () => undefined,
): Promise<FetchedFile[]> {
  const stop = new AbortController();
  const late = AbortSignal.timeout(parts.limits.milliseconds);
  const either = AbortSignal.any([signal, late, stop.signal]);
  const fetched: FetchedFile[] = [];
  let next = 0;
  let total = 0;
  let done = 0;
  async function work(): Promise<void> {
    for (let at = next++; at < files.length; at = next++) {
      const file = files[at];
      if (file === undefined) return;
      const bytes = await bring(parts, file, either);
      total += bytes;
      if (total > parts.limits.totalBytes) {
        const most = Math.floor(parts.limits.totalBytes / MEBIBYTE);
        throw new Fault("refused", `the packages have more than ${most} MiB together`);
      }
      fetched[at] = { file, bytes };
      told((done += 1));
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } catch (error) {
    stop.abort();
    const seconds = Math.round(parts.limits.milliseconds / 1000);
    if (late.aborted && !signal.aborted) {
      throw new Fault("unavailable", `fetching packages took longer than ${seconds} s`, {
        cause: error,
      });
    }
    throw error;
  }
  return fetched;
}

async function bring(parts: FetchParts, file: PackageFile, signal: AbortSignal): Promise<number> {
  const there = await parts.cache.verified(file);
  if (there !== null) return there;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchOne(parts, file, signal);
    } catch (error) {
      const again = error instanceof Fault && error.kind === "unavailable" && !signal.aborted;
      if (!again || attempt === TRIES) throw error;
    }
  }
}

async function fetchOne(
  { cache, fetchInto, registries, limits }: FetchParts,
  file: PackageFile,
  signal: AbortSignal,
): Promise<number> {
  const written = await cache.reserve();
  const { label, registry } = file;
  try {
    const url = file.from ?? addressOf(file, registries[registry]);
    const hosts = FILE_HOSTS[registry];
    await fetchInto({ url, label, hosts, mostBytes: limits.fileBytes }, written, signal);
    const bytes = await cache.take(file, written, signal);
    if (bytes !== null) return bytes;
    throw new Fault("refused", `${label}: what the registry sent is not what the lockfile pins`);
  } finally {
    await rm(written, { force: true });
  }
}

/** The registry's own address and the file's path; a path can not leave it. */
export function addressOf({ path, label }: PackageFile, registry: string): string {
  const url = new URL(
    encodeURIComponent(path).replaceAll("%2F", "/").replaceAll("%40", "@"),
    registry,
  );
  if (url.href.startsWith(registry) && !path.includes("..")) return url.href;
  throw new Fault("refused", `${label}: its path leaves the registry`);
}
