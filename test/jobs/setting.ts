import pino from "pino";
import { afterAll, beforeAll } from "vitest";
import type { JobParts } from "../../src/jobs/parts.ts";
import type { AuditEntry } from "../../src/model/audit.ts";
import type { PullRequest } from "../../src/model/pull-request.ts";
import type { GitHub, KnownHead } from "../../src/ports.ts";
import { openStore, type OpenStore } from "../../src/store/open-store.ts";
import { createFolder } from "../store/databases.ts";

/** Its id is another one for every setting of a file, so that they can share a store. */
export const REPOSITORY = { installationId: 7, id: 10, owner: "owner", name: "site" };
export const FIRST = "1".repeat(40);
export const SECOND = "2".repeat(40);

/** A use case's surroundings: the real store, and a GitHub whose answers are fields. */
export interface Setting {
  parts: JobParts;
  /** What GitHub answers to the question for the pull request, one after the other; the last stays. */
  live: (PullRequest | Error)[];
  github: GitHub;
  audit: AuditEntry[];
  logged: { message: string; fields: object }[];
}

let opened: Promise<OpenStore> | null = null;

/** The store of this file; it takes seconds to open. */
async function sharedStore(): Promise<OpenStore> {
  const folder = await createFolder();
  const { dataDir } = folder;
  const open = await openStore({ dataDir, databaseUrl: null, log: pino({ level: "silent" }) });
  afterAll(async () => {
    await open.close();
    await folder.remove();
  });
  return open;
}

beforeAll(async () => {
  opened ??= sharedStore();
  await opened;
});

/** Makes surroundings; what a test does not set throws when it is used. */
export async function setting(): Promise<Setting> {
  const open = await (opened ?? sharedStore());
  REPOSITORY.id += 1;
  const audit: AuditEntry[] = [];
  const logged: Setting["logged"] = [];
  const live: (PullRequest | Error)[] = [pullRequest({})];
  const hear = (fields: object, message: string): void => void logged.push({ fields, message });
  const github: GitHub = {
    ...unset<GitHub>("github"),
    sibling: async () => null,
    mayComment: async () => false,
    pullRequest: async () => {
      const answer = live.length > 1 ? live.shift() : live[0];
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error("no answer");
      return answer;
    },
  };
  const parts: JobParts = {
    ...{ store: open.store, jobs: open.jobs, github },
    ...{ git: unset("git"), reviewer: unset("reviewer"), blobs: unset("blobs"), sandbox: null },
    ...{ readDependencies: unset("readDependencies"), packages: unset("packages") },
    readPolicy: async () => ({ policy: null, problems: [] }),
    readUpperPolicy: async () => ({ policy: null, problems: [] }),
    ...{ serverPolicy: null, organisationPolicies: new Map() },
    readEvidence: async (_, __, paths) =>
      Object.fromEntries(paths.map((path) => [path, "e".repeat(40)])),
    audit: { append: async (entry) => void audit.push(entry) },
    log: { info: hear, warn: hear, error: hear },
    now: () => new Date("2026-11-23T12:00:00Z"),
    ...{
      rules: new Map(),
      singleRules: new Set<string>(),
      rulesDigest: "",
      runners: [],
      version: "0.0.0",
      offersSandbox: () => true,
    },
    forkReviewsPerHour: 300,
    addresses: {
      repository: () => "https://example.invalid/owner/site",
      help: "https://example.invalid/help",
      review: () => null,
      run: () => null,
    },
  };
  return { parts, live, github, audit, logged };
}

/** A port that a test does not expect to be used. */
function unset<T extends object>(name: string): T {
  const fails = {
    get: (_: object, method: string | symbol) => () => {
      throw new Error(`${name}.${String(method)} is not set in this test`);
    },
  };
  // Every property answers a method, so every interface of methods is fulfilled.
  return new Proxy({}, fails) as T;
}

/** An open pull request of a fork, as GitHub answers it. */
export function pullRequest(change: Partial<PullRequest>): PullRequest {
  return {
    ...{ number: 1, state: "open", draft: false, title: "Fix", body: "" },
    author: { id: 5, login: "contributor" },
    ...{ headSha: FIRST, headBranch: "fix", headRepositoryId: 12, headOwner: "contributor" },
    ...{ baseSha: "b".repeat(40), baseBranch: "main", defaultBranch: "main" },
    ...change,
  };
}

/** A head that a signed delivery told of. */
export function head(change: Partial<KnownHead>): KnownHead {
  return {
    ...{ repository: { ...REPOSITORY }, pullRequest: 1, headSha: FIRST, baseBranch: "main" },
    ...{ sameRepository: false, open: true, recordedAt: new Date("2026-11-23T11:00:00Z") },
    ...change,
  };
}
