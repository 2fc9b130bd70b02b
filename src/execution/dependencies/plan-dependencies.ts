import type {
  DependencyFile,
  DependencyOrder,
  DependencyReading,
  LockedEntry,
  RegistryName,
} from "../../model/dependency.ts";
import type { Problem } from "../../model/problem.ts";
import type { SandboxPolicy } from "../policy-section.ts";
import type { Machine } from "./npm-files.ts";
import { type KnownLockfile, lockfilesOf, needFiles, whyNotFetched } from "./lockfiles.ts";

/** What dependencies are planned from. */
export interface DependencyFacts {
  /** What the policy of the default branch says; undefined: nothing. */
  policy: SandboxPolicy["dependencies"];
  /** The language of the runner. */
  language: string;
  /** What the head says about packages: untrusted, as all of it. */
  reading: DependencyReading;
  machine: Machine;
  /** The registry hosts that this machine's own clients are set to. */
  hosts: Readonly<Record<RegistryName, readonly string[]>>;
}

/** The most packages of one run; the largest applications have a third of it. */
export const MOST_PACKAGES = 5000;

const MOST_LISTED = 20;

/**
 * What to fetch for a run, null for nothing, or everything that is in the way. Without the
 * opt-in, a commit that needs packages has one problem, which says what to write where.
 */
export function planDependencies(
  facts: DependencyFacts,
): { order: DependencyOrder | null } | { problems: Problem[] } {
  const { policy, reading } = facts;
  if (policy === "none") return { order: null };
  const why = whyNotFetched(facts.language);
  if (why !== null) return withoutPackages(facts, why);
  const need = needOf(reading);
  if (reading.vendored || need === null) return { order: null };
  if (policy === undefined) return { problems: [notAskedFor(need)] };
  const lockfile = lockfilesOf(facts.language).find((known) => pinning(known, reading).length > 0);
  if (lockfile === undefined) return { problems: [notLocked(need, facts.language)] };
  return orderBy(lockfile, pinning(lockfile, reading), facts);
}

/**
 * A commit in a language of which nothing is fetched. What only asks for packages may find them
 * in the image; what pins them wants those, and so does a policy that asks for them.
 */
function withoutPackages(
  { policy, reading }: DependencyFacts,
  why: string,
): { order: null } | { problems: Problem[] } {
  const pinning = reading.files.find(({ entries }) => entries.some(({ local }) => !local));
  const file = pinning ?? (policy === "lockfile" ? reading.files[0] : undefined);
  if (file === undefined) return { order: null };
  const count = file.entries.filter(({ local }) => !local).length;
  const pins = count === 0 ? "" : `it pins ${count} ${count === 1 ? "package" : "packages"}, and `;
  const instead =
    'with "dependencies: none" under "sandbox" in .github/gatehouse.yml on the default branch the command runs with what its image has';
  return { problems: [{ where: file.path, message: `${pins}${why}; ${instead}` }] };
}

/** The files of a lockfile; of requirements, only where some of them pin anything. */
function pinning({ pattern }: KnownLockfile, { files }: DependencyReading): DependencyFile[] {
  const read = files.filter(({ path }) => pattern.test(path));
  const isLock = read.some(({ entries, path }) => entries.length > 0 || !path.endsWith(".txt"));
  return isLock ? read : [];
}

function orderBy(
  lockfile: KnownLockfile,
  read: readonly DependencyFile[],
  facts: DependencyFacts,
): { order: DependencyOrder | null } | { problems: Problem[] } {
  const broken = read.flatMap(({ path, problem }) =>
    problem === null ? [] : [{ where: path, message: `it could not be read whole: ${problem}` }],
  );
  if (broken.length > 0) return { problems: broken };
  const { files, choices, problems } = lockfile.pinned(read, facts);
  const path = read[0]?.path ?? lockfile.path;
  const count = files.length + choices.length;
  if (count > MOST_PACKAGES) {
    const message = `it pins ${count} packages; at most ${MOST_PACKAGES} are fetched`;
    problems.push({ where: path, message });
  }
  if (problems.length > 0) return { problems: listed(problems) };
  if (count === 0) return { order: null };
  return { order: { installer: lockfile.installer, lockfile: path, files, choices } };
}

interface Need {
  file: DependencyFile;
  count: number;
  pinned: boolean;
}

/** The file that asks for most, one that pins first; null where nothing is asked for. */
function needOf({ files }: DependencyReading): Need | null {
  const needs = needFiles(files).map((file) => {
    // What cargo takes from a repository is nothing to fetch, and not the commit's own either.
    const isAsked = ({ local, source }: LockedEntry) =>
      !local || source?.startsWith("git+") === true;
    const pinned = file.entries.filter(isAsked).length;
    return { file, count: Math.max(pinned, file.asks.length), pinned: pinned > 0 };
  });
  const some = needs.filter(({ count, file }) => count > 0 || file.problem !== null);
  const order = (need: Need) => (need.pinned ? 1_000_000 : 0) + need.count;
  return some.sort((a, b) => order(b) - order(a))[0] ?? null;
}

function notAskedFor({ file, count, pinned }: Need): Problem {
  const what = `${file.path} ${pinned ? "pins" : "asks for"} ${count} ${count === 1 ? "package" : "packages"}`;
  return {
    where: "sandbox.dependencies",
    message: `${what}, and nothing is fetched unless .github/gatehouse.yml on the default branch says "dependencies: lockfile" under "sandbox" (or "dependencies: none", to run without them)`,
  };
}

function notLocked({ file, count }: Need, language: string): Problem {
  const names = lockfilesOf(language).map(({ path }) => path);
  const kinds = names.length === 0 ? "" : ` (${names.join(", ")})`;
  return {
    where: file.path,
    message:
      names.length === 0
        ? `packages of ${language} are not fetched yet`
        : `it asks for ${count} packages, and the commit has no lockfile at its root${kinds} that pins them with digests`,
  };
}

function listed(problems: readonly Problem[]): Problem[] {
  if (problems.length <= MOST_LISTED) return [...problems];
  const more = `${problems.length - MOST_LISTED} more packages cannot be fetched`;
  return [...problems.slice(0, MOST_LISTED), { where: "lockfile", message: more }];
}
