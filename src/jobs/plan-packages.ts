import type { PackageSource, ReadDependencies } from "../model/package-source.ts";
import { planDependencies } from "../execution/dependencies/plan-dependencies.ts";
import type { Plan } from "../execution/plan.ts";
import type { SandboxPolicy } from "../execution/policy-section.ts";
import type { DependencyOrder } from "../model/dependency.ts";
import type { Problem } from "../model/problem.ts";
import type { CommitSha } from "../model/repository.ts";
import type { RequestedPackages, SandboxRequest } from "../model/sandbox-request.ts";
import type { CommitReader } from "../model/tree.ts";

/** How long planning the packages of one commit may take. */
const PLAN_MILLISECONDS = 120_000;

/** Who reads lockfiles and who fetches what they pin. */
export interface PackageParts {
  readDependencies: ReadDependencies;
  packages: PackageSource;
}

/** What packages are planned from. */
export interface PackageWish {
  commits: CommitReader;
  headSha: CommitSha;
  policy: SandboxPolicy["dependencies"];
  /** The runner's language. */
  language: Plan["runner"]["language"];
  signal: AbortSignal;
}

/**
 * Plans the packages of a run by the head's own lockfile: what to fetch, null for nothing, or
 * everything that is in the way of it. Nothing is fetched yet.
 */
export async function planPackages(
  { readDependencies, packages }: PackageParts,
  { commits, headSha, policy, language, signal }: PackageWish,
): Promise<{ order: DependencyOrder | null } | { problems: Problem[] }> {
  if (policy === "none") return { order: null };
  const reading = await readDependencies(commits, { commit: headSha, language }, signal);
  // The images are of the architecture of their engine, which is this machine's.
  const machine = { os: "linux", cpu: process.arch, libc: "glibc" } as const;
  const hosts = await packages.hosts();
  return planDependencies({ policy, language, reading, machine, hosts });
}

/** What a request says of the packages of a commit, or everything that is in the way of them. */
export async function packagesAt(
  parts: PackageParts,
  commits: CommitReader,
  of: Pick<PackageWish, "headSha" | "policy" | "language">,
): Promise<Pick<SandboxRequest, "packages"> | { problems: Problem[] }> {
  const signal = AbortSignal.timeout(PLAN_MILLISECONDS);
  const planned = await planPackages(parts, { commits, ...of, signal });
  if ("problems" in planned) return planned;
  return planned.order === null ? {} : { packages: requestedPackages(planned.order) };
}

/** What a request says of packages; their length is known when they are fetched. */
export function requestedPackages(
  { installer, lockfile, files, choices }: DependencyOrder,
  mirror: Pick<RequestedPackages, "mirrorBytes" | "unpackedBytes"> = {
    mirrorBytes: 0,
    unpackedBytes: 0,
  },
): RequestedPackages {
  return { installer, lockfile, count: files.length + choices.length, ...mirror };
}
