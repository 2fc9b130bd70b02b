import type {
  DependencyFile,
  LockedEntry,
  PackageDigest,
  PackageFile,
} from "../../model/dependency.ts";
import type { Problem } from "../../model/problem.ts";
import { sourceProblem } from "./source-problem.ts";
import { strongDigests } from "./strong-digests.ts";

/** The machine that the packages are for, in npm's words. */
export interface Machine {
  os: "linux";
  cpu: string;
  libc: "glibc";
}

/** What a lockfile pins, as files of registries, and everything that is not fetched of it. */
export interface PinnedFiles {
  files: PackageFile[];
  problems: Problem[];
}

/** At most 214 characters, in one or two parts of which none begins with a dot. */
const NAME = /^(?:@[a-z0-9~_-][\w.~-]{0,100}\/)?[a-z0-9~_-][\w.~-]{0,213}$/i;
const VERSION = /^\d{1,10}\.\d{1,10}\.\d{1,10}(?:-[0-9A-Za-z.-]{1,80})?(?:\+[0-9A-Za-z.-]{1,80})?$/;

const OF_YARN =
  "it is of Yarn 2 or later, whose digests are of archives that Yarn makes itself: what a registry sends cannot be checked by them, so nothing is fetched; Yarn 1, npm and pnpm can be used";

/** Yarn 1 writes an address for everything that a registry has; later ones write none. */
function isOfYarn({ local, source, digests }: LockedEntry, path: string): boolean {
  if (digests.some((digest) => digest.startsWith("archive"))) return true;
  return path === "yarn.lock" && !local && source === null;
}

/**
 * Files of the npm registry by the lockfile of npm, pnpm or Yarn. The address is made of name
 * and version; the one in the lockfile is only looked at to refuse what is no registry's.
 */
export function npmFiles(
  file: DependencyFile,
  machine: Machine,
  hosts: readonly string[],
): PinnedFiles {
  const found = new Map<string, PackageFile>();
  const problems: Problem[] = [];
  if (file.entries.some((entry) => isOfYarn(entry, file.path))) {
    return { files: [], problems: [{ where: file.path, message: OF_YARN }] };
  }
  for (const entry of file.entries) {
    if (entry.local || !isForMachine(entry.only, machine)) continue;
    const where = `${file.path}:${entry.line}`;
    const read = npmFile(entry, hosts);
    if ("problem" in read) {
      problems.push({ where, message: read.problem });
      continue;
    }
    const same = found.get(read.path);
    if (same !== undefined && !agree(same.digests, read.digests)) {
      problems.push({ where, message: `${read.label} is locked with two different contents` });
    } else found.set(read.path, same ?? read);
  }
  return { files: [...found.values()], problems };
}

function npmFile(entry: LockedEntry, hosts: readonly string[]): PackageFile | { problem: string } {
  const name = entry.alias ?? entry.name;
  const { version } = entry;
  const label = version === null ? name : `${name}@${version}`;
  const source = sourceProblem(label, entry.source, "npm", hosts);
  if (source !== null) return { problem: source };
  if (!NAME.test(name) || version === null || !VERSION.test(version)) {
    return { problem: `${label} is no name and version of the npm registry` };
  }
  const digests = strongDigests(label, entry.digests);
  if ("problem" in digests) return digests;
  const base = name.slice(name.indexOf("/") + 1);
  const plain = version.split("+")[0] ?? version;
  const path = `${name}/-/${base}-${plain}.tgz`;
  return { registry: "npm", label, name, version: plain, path, digests };
}

function agree(a: readonly PackageDigest[], b: readonly PackageDigest[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** npm's own rule: what is named is allowed, what is named with `!` is not, nothing is all. */
export function isForMachine(only: readonly string[], machine: Machine): boolean {
  return (["os", "cpu", "libc"] as const).every((key) => {
    const values = only
      .filter((each) => each.startsWith(`${key}:`))
      .map((each) => each.slice(key.length + 1));
    const allowed = values.filter((value) => !value.startsWith("!"));
    if (values.includes(`!${machine[key]}`)) return false;
    return allowed.length === 0 || allowed.includes(machine[key]) || allowed.includes("any");
  });
}
