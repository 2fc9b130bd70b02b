import { cpSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Review } from "../../src/model/review.ts";
import type { Git } from "../../src/ports/git.ts";
import { POLICY_PATH } from "../../src/policy.ts";
import type { Reviewer } from "../../src/ports.ts";
import { clean, finding, review } from "../report/examples.ts";
import { memoryCommits } from "../fakes/memory-commits.ts";
import { branchTip } from "../stand-in/repositories.ts";
import { commit, git } from "../stand-in/git.ts";
import type { Repository } from "../stand-in/state.ts";
import type { StandIn } from "../stand-in/stand-in.ts";

/** What a head is, and so what its review says. `two` is malicious for one base only. */
export const HEADS = ["clean", "other", "malicious", "suspicious", "incomplete", "two"] as const;
export type HeadKind = (typeof HEADS)[number];

/** The base branches; a `two` has nothing new for `release`. */
export const BASES = ["main", "release"] as const;

/** Commits that every order of events can use: made once, and copied for each. */
export interface Commits {
  repository: Repository;
  sha: ReadonlyMap<HeadKind, string>;
  kind: ReadonlyMap<string, HeadKind>;
  /** Commits that a merge queue makes, and that then go to the default branch. */
  groups: readonly string[];
  main: string;
  release: string;
}

/** The fingerprint of what is malicious in a head. */
export const FINGERPRINTS: Partial<Record<HeadKind, string>> = {
  malicious: "a".repeat(32),
  two: "b".repeat(32),
};

const FILES = {
  "package.json": `${JSON.stringify({ name: "site", scripts: { test: "node --test" } })}\n`,
};

/** Makes the commits in a repository of the stand-in that is a template for others. */
export async function makeCommits(standIn: StandIn): Promise<Commits> {
  const repository = await standIn.addRepository({ owner: "template", name: "site", files: FILES });
  const { gitDir } = repository;
  const main = await branchTip(repository, "main");
  const make = (branch: string) =>
    commit(gitDir, { branch, message: `${branch}\n`, parent: main, files: { [branch]: branch } });
  const release = await make("release");
  const sha = new Map<HeadKind, string>();
  for (const kind of HEADS) sha.set(kind, await make(kind));
  const groups = [await make("group-clean"), await make("group-malicious")];
  await git(gitDir, ["repack", "-a", "-d", "-q"]);
  const kind = new Map([...sha].map(([one, id]) => [id, one]));
  const [first = "", second = ""] = groups;
  kind.set(first, "clean");
  kind.set(second, "malicious");
  return { repository, sha, kind, groups, main, release };
}

/** A repository of its own with those commits. */
export function copyRepository(
  { repository }: Commits,
  standIn: StandIn,
  nth: number,
): { repository: Repository; fork: Repository } {
  const { state } = standIn;
  const owner = { id: state.nextId(), login: `owner-${nth}`, type: "Organization" as const };
  state.accounts.set(owner.login, owner);
  const gitDir = join(repository.gitDir, `../../${owner.login}/site.git`);
  cpSync(repository.gitDir, gitDir, { recursive: true });
  const installation = { id: state.nextId(), account: owner, suspended: false };
  state.installations.push(installation);
  const own = { ...repository, id: state.nextId(), owner, gitDir, roles: new Map() };
  const copy: Repository = { ...own, installationId: installation.id };
  const login = { id: state.nextId(), login: "forker", type: "User" as const };
  const fork: Repository = {
    ...{ ...repository, id: state.nextId(), owner: login, gitDir, roles: new Map() },
    ...{ parent: copy, installationId: null },
  };
  state.repositories.push(copy, fork);
  return { repository: copy, fork };
}

/** The verdict that is true of a head against a base. */
export function truthOf(kind: HeadKind, base: string): Exclude<HeadKind, "other" | "two"> {
  if (kind === "two") return base === "release" ? "clean" : "malicious";
  return kind === "other" ? "clean" : kind;
}

/** Reads commits without git: what they hold plays no part in who may do what. */
export function memoryGit({ main, release, kind, groups }: Commits): Git {
  const all = [...kind.keys(), main, release, ...groups];
  const reader = memoryCommits(Object.fromEntries(all.map((id) => [id, FILES])));
  return {
    fetch: async () => ({
      ...reader,
      mergeBases: async (base) => [base === release ? release : main],
      mergeResult: async () => "unknown",
      commitMessages: async () => [],
      treeId: async () => "7".repeat(40),
      archive: async () => Readable.from([Buffer.alloc(1024)]),
      // The policy: it asks for the comment, and for uploads.
      file: async (_, path) => (path === POLICY_PATH ? Buffer.from("version: 1\n") : null),
      close: async () => undefined,
    }),
  };
}

/** Reviews by what a commit is known to be. */
export function knowingReviewer({ kind, release }: Commits): Reviewer {
  return {
    review: async (_, { head, mergeBases }) => {
      const base = mergeBases[0] === release ? "release" : "main";
      const known = kind.get(head) ?? "clean";
      return reviewOf(truthOf(known, base), FINGERPRINTS[known]);
    },
  };
}

function reviewOf(truth: ReturnType<typeof truthOf>, fingerprint = "c".repeat(32)): Review {
  switch (truth) {
    case "clean":
      return clean({ unanalysed: [] });
    case "malicious":
      return review({ findings: [finding({ fingerprint })], unanalysed: [] });
    case "suspicious":
      return review({
        verdict: "suspicious",
        findings: [finding({ fingerprint, confidence: "medium", severity: "medium" })],
        unanalysed: [],
      });
    case "incomplete":
      return clean({ complete: false, unanalysed: [{ path: "big.bin", reason: "too large" }] });
  }
}
