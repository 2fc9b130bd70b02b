import type { RequestedPackages, SandboxLimits } from "../model/sandbox-request.ts";
import { SHARED_MEMORY_BYTES } from "./limits.ts";

/** The tar of packages in front of a source, and the disk that a run gets for it. Bytes. */
export interface PackagesDisk {
  mirrorBytes: number;
  diskBytes: number;
}

const MIB = 1024 * 1024;
const PLACE = "/dependencies";
/** Packages, what is made of them where they do not go into the workspace, and caches. */
const TIMES_UNPACKED = 8;
const INODES = 200_000;

/** What `start.sh` ends with when packages could not be installed. */
export const NOT_INSTALLED = 98;

/**
 * The disk for packages: what is left of the memory by the other disks, which all live in it,
 * and never more than is of use. Null when there is not even room to unpack them.
 */
export function packagesDisk(
  limits: SandboxLimits,
  { mirrorBytes, unpackedBytes }: RequestedPackages,
): PackagesDisk | null {
  const { memoryBytes, workspaceBytes, tmpBytes, homeBytes } = limits;
  const left = memoryBytes - workspaceBytes - tmpBytes - homeBytes - SHARED_MEMORY_BYTES;
  const diskBytes = Math.min(TIMES_UNPACKED * unpackedBytes + 64 * MIB, left - 64 * MIB);
  return diskBytes < unpackedBytes + 16 * MIB ? null : { mirrorBytes, diskBytes };
}

/** Place, size and inodes of the disk for packages, where there are any. */
export function packagesDisks(packages: PackagesDisk | undefined): [string, number, number][] {
  return packages === undefined ? [] : [[PLACE, packages.diskBytes, INODES]];
}

/** Unpacks what stands in front of the source, by exactly its length: `head` reads no further. */
export function unpackPackages(packages: PackagesDisk | undefined): string {
  if (packages === undefined) return "";
  return `head -c ${packages.mirrorBytes} | tar -x --no-same-owner --no-same-permissions -C ${PLACE} -f - || exit 99\n`;
}

/** What stands before the command where packages are installed first. */
export function installFirst(packages: PackagesDisk | undefined): string[] {
  return packages === undefined ? [] : ["sh", `${PLACE}/start.sh`];
}

/** What a run's end says where packages could not be installed; the installer's own word. */
export function notInstalled(exitCode: number | null): string | null {
  if (exitCode !== NOT_INSTALLED) return null;
  return "The packages could not be installed inside the sandbox, so the command was not started; the end of the output says why.";
}
