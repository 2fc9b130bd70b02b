import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { type App, createApp } from "../../src/github/app.ts";
import { createGitHub } from "../../src/github/github.ts";
import type { RequestPolicy } from "../../src/github/request-policy.ts";
import type { RepositoryRef } from "../../src/model/repository.ts";
import type { GitHub } from "../../src/ports.ts";
import type { Pace } from "../../src/ports/pace.ts";
import { createStandIn, type StandIn } from "../stand-in/stand-in.ts";
import type { PullRequest, Repository } from "../stand-in/state.ts";

/** A stand-in with one repository and a fork's pull request on it, and a client of it. */
export interface Setting {
  standIn: StandIn;
  repository: Repository;
  fork: Repository;
  pull: PullRequest;
  ref: RepositoryRef;
  app: App;
  github: GitHub;
  /** Another client of the same GitHub. */
  client(options: { policy?: RequestPolicy; spacingMs?: number; pace?: Pace }): GitHub;
  /** The requests of these methods since the last time, as `METHOD /path`. */
  requests: (method?: string) => string[];
  close(): Promise<void>;
}

/** Patient with a busy machine, and quick to try again. */
export const POLICY: RequestPolicy = { timeoutMs: 30_000, retryRestsMs: [1, 1] };

/** Makes a setting. Its webhooks go nowhere. */
export async function createSetting(): Promise<Setting> {
  const gitRoot = await mkdtemp(join(tmpdir(), "gatehouse-github-"));
  const standIn = await createStandIn({ webhookSecret: "a".repeat(40), gitRoot });
  const repository = await standIn.addRepository({
    owner: "acme",
    name: "shop",
    files: { "index.js": "export {};\n" },
  });
  const fork = await standIn.forkRepository(repository, "mallory");
  const files = { "lib/fix.js": "export {};\n" };
  const wanted = { base: repository, head: fork, author: "mallory", branch: "fix", files };
  const pull = await standIn.openPullRequest({ ...wanted, title: "Fix a bug", body: "Fixes it." });
  const ref = refOf(repository);
  const app = createApp({
    appId: standIn.app.id,
    privateKey: standIn.app.privateKey ?? "",
    apiUrl: standIn.apiUrl,
    log: pino({ level: "silent" }),
    policy: POLICY,
  });
  const client: Setting["client"] = ({ policy = POLICY, spacingMs = 0, pace }) =>
    createGitHub({ app, policy, spacingMs, ...(pace === undefined ? {} : { pace }) });
  let seen = 0;
  return {
    standIn,
    repository,
    fork,
    pull,
    ref,
    app,
    github: client({}),
    client,
    requests(method) {
      const fresh = standIn.requests.slice(seen);
      seen = standIn.requests.length;
      return fresh
        .filter((request) => method === undefined || request.method === method)
        .map((request) => `${request.method} ${request.path}`);
    },
    async close() {
      await standIn.close();
      await rm(gitRoot, { recursive: true, force: true });
    },
  };
}

/** A repository of the stand-in in Gatehouse's words. */
export function refOf(repository: Repository): RepositoryRef {
  return {
    installationId: repository.installationId ?? 0,
    id: repository.id,
    owner: repository.owner.login,
    name: repository.name,
  };
}
