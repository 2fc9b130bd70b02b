import type { DependencyFile, LockedEntry, PackageFile } from "../../model/dependency.ts";
import type { PinnedFiles } from "./npm-files.ts";
import { sourceProblem } from "./source-problem.ts";
import { strongDigests } from "./strong-digests.ts";

/** What crates.io allows (its own source, `Crate::valid_name`). */
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const VERSION = /^\d{1,10}\.\d{1,10}\.\d{1,10}(?:-[0-9A-Za-z.-]{1,80})?(?:\+[0-9A-Za-z.-]{1,80})?$/;

/** Crates of crates.io by `Cargo.lock`, each with the SHA-256 that stands there. */
export function cargoFiles(file: DependencyFile, hosts: readonly string[]): PinnedFiles {
  const found = new Map<string, PackageFile>();
  const problems: PinnedFiles["problems"] = [];
  for (const entry of file.entries) {
    // A crate of this repository has no source at all.
    if (entry.local && entry.source === null) continue;
    const read = crateOf(entry, hosts);
    if ("problem" in read) {
      problems.push({ where: `${file.path}:${entry.line}`, message: read.problem });
    } else found.set(read.path, read);
  }
  return { files: [...found.values()], problems };
}

function crateOf(
  { name, version, source, digests }: LockedEntry,
  hosts: readonly string[],
): PackageFile | { problem: string } {
  const label = version === null ? name : `${name}@${version}`;
  const problem = sourceProblem(label, source, "crates", hosts);
  if (problem !== null) return { problem };
  if (!NAME.test(name) || version === null || !VERSION.test(version)) {
    return { problem: `${label} is no name and version of crates.io` };
  }
  const strong = strongDigests(label, digests);
  if ("problem" in strong) return strong;
  const path = `${name}/${name}-${version}.crate`;
  return { registry: "crates", label, name, version, path, digests: strong };
}
