import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { sql } from "kysely";
import pino from "pino";
import { createApp } from "../../src/github/app.ts";
import { createDirectory } from "../../src/github/directory.ts";
import { createGitHub } from "../../src/github/github.ts";
import { spendCreation } from "../../src/jobs/budget.ts";
import type { JobParts } from "../../src/jobs/parts.ts";
import { createRunDesk } from "../../src/jobs/run-desk.ts";
import { startReconciling, startSandboxWorkers, startWorkers } from "../../src/jobs/workers.ts";
import type { AuditEntry } from "../../src/model/audit.ts";
import { Fault } from "../../src/model/fault.ts";
import type { JobName } from "../../src/model/job.ts";
import type { SandboxRequest } from "../../src/model/sandbox-request.ts";
import type { Blobs, Jobs, JobWork, Sandbox } from "../../src/ports.ts";
import { createEdge } from "../../src/server/edge.ts";
import { dispatchTo } from "../../src/server/events/dispatch.ts";
import { EVENTS, onEvents } from "../../src/server/events/handlers.ts";
import { hearingOf } from "../../src/server/events/hearing-of.ts";
import { retakeOrphans } from "../../src/store/job-queue.ts";
import { createJobs, takeJob } from "../../src/store/job-worker.ts";
import { KEYS, SECRET } from "../integration/app.ts";
import { run } from "../report/examples.ts";
import { knowingReviewer, memoryGit } from "./commits.ts";
import type { Ground } from "./ground.ts";
import { pass } from "./clock.ts";
import type { Life, Machine } from "./machine.ts";

/** What outlives a process besides the database: the trail, the sources, and what was run. */
export interface Remains {
  audit: AuditEntry[];
  blobs: Map<string, Buffer>;
  /** Every run that the sandbox was told to start. */
  started: (request: SandboxRequest, since: number) => Promise<void>;
  /** Which moment of GitHub it is; a run may stand on no answer from before its job began. */
  moment: () => number;
}

/** One process of the App, over real use cases, store, queue, edge and HTTP to GitHub. */
export interface AppProcess {
  life: Life;
  /** Queues with a job that is due. */
  due(): Promise<string[]>;
  /** Starts one job of a queue; false when all of them have to wait for another one. */
  take(queue: string): Promise<boolean>;
  /** The process dies where it stands; what it held stays held. */
  die(): Promise<void>;
}

/** GitHub is on this machine: what it does not answer at once, it does not answer. */
const POLICY = { timeoutMs: 400, retryRestsMs: [500, 2000] } as const;
const SILENT = pino({ level: "silent" });
/** As many jobs of a queue at a time as in production. */
const CONCURRENCY = {
  delivery: 4,
  review: 2,
  range: 2,
  source: 1,
  sandbox: 1,
  report: 4,
  comment: 1,
  reply: 1,
  upload: 1,
} as const;

/** As few may be created in an hour: orders are short, and the limit shall bite. */
export const CREATIONS = 6;

const WANTS_ALL = { version: 1, comment: true, code_scanning: true } as const;

/** The moment at which the job in hand began. */
const begun = new AsyncLocalStorage<number>();

interface Registered {
  name: JobName;
  work: (payload: never, attempt: never) => Promise<void>;
}

/** Starts the App on what is there, as after a death. */
export async function startProcess(
  ground: Ground,
  machine: Machine,
  remains: Remains,
): Promise<AppProcess> {
  const { standIn, database } = ground;
  const { db } = database.connection;
  await retakeOrphans(db);
  await missSigns(database);
  const life: Life = { dead: false };
  const options = { appId: standIn.app.id, privateKey: KEYS.privateKey, apiUrl: standIn.apiUrl };
  const app = createApp({ ...options, log: SILENT, policy: POLICY });
  const boss = mortal(life, database.boss);
  const queued = createJobs({ db, boss, log: SILENT });
  const queues = new Map<string, Registered>();
  const jobs: Jobs = { ...machine.guard(life, queued), work: register(queues) };
  const parts = partsOf(ground, machine, life, { remains, jobs, app });
  onEvents(app.probot, hearingOf(parts), app.appId);
  const desk = createRunDesk(parts);
  await startWorkers({ ...parts, dispatch: dispatchTo(app.probot), desk }, CONCURRENCY);
  const sandbox = sandboxOf(machine, life, remains);
  await startSandboxWorkers({ ...parts, sandbox, desk }, CONCURRENCY.sandbox);
  await startReconciling({
    ...{ ...parts, jobs: { ...queued, work: register(queues) } },
    ...{ cursors: new Map(), askedAgain: new Set() },
    hears: (event, action) => EVENTS.has(event) || EVENTS.has(`${event}.${String(action)}`),
    directory: machine.guard(life, createDirectory({ app, policy: POLICY })),
  });
  const edge = await openEdge(ground, remains);
  standIn.webhooks.url = edge.url;
  return {
    life,
    due: async () => (await dueQueues(ground)).filter((queue) => queues.has(queue)),
    async take(queue) {
      const found = queues.get(queue);
      if (found === undefined) return false;
      const { name, work } = found;
      let taken = true;
      const job = async (): Promise<void> => {
        // The table's own worker takes the payload of its own queue.
        taken = await takeJob({ db, boss, log: SILENT }, name, work as JobWork<JobName>, queue);
      };
      await begun.run(remains.moment(), () => machine.start(life, job));
      return taken;
    },
    async die() {
      standIn.webhooks.url = null;
      await machine.kill(life);
      await edge.close();
    },
  };
}

/** Reconciling begins again by itself; its last pass may be long in coming. */
function register(queues: Map<string, Registered>): Jobs["work"] {
  return async (name, _options, work, abandon) => {
    queues.set(name, { name, work });
    if (abandon === undefined) return;
    queues.set(`${name}-abandoned`, { name, work: (payload) => abandon(payload) });
  };
}

function partsOf(
  ground: Ground,
  machine: Machine,
  life: Life,
  { remains, jobs, app }: { remains: Remains; jobs: Jobs; app: ReturnType<typeof createApp> },
): JobParts {
  const guard = <T extends object>(port: T): T => machine.guard(life, port);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const now = () => new Date();
  const spend = (id: number) => spendCreation({ store: ground.store, now }, id, CREATIONS);
  const nothing = async () => ({ policy: null, problems: [] });
  return {
    ...{ store: guard(ground.store), jobs, log, now },
    github: guard(createGitHub({ app, policy: POLICY, spendCreation: spend })),
    git: guard(memoryGit(ground.commits)),
    reviewer: guard(knowingReviewer(ground.commits)),
    readPolicy: async () => ({ policy: WANTS_ALL, problems: [] }),
    readUpperPolicy: nothing,
    ...{ serverPolicy: null, organisationPolicies: new Map() },
    readEvidence: async (_, __, paths) =>
      Object.fromEntries(paths.map((path) => [path, "e".repeat(40)])),
    readDependencies: async () => ({ files: [], vendored: false }),
    packages: {
      hosts: async () => ({ npm: [], pypi: [], go: [], crates: [] }),
      fetch: () => Promise.reject(new Fault("internal", "no commit here needs a package")),
    },
    blobs: guard(blobsOf(remains)),
    sandbox: null,
    audit: guard({ append: async (entry: AuditEntry) => void remains.audit.push(entry) }),
    ...{ rules: new Map(), singleRules: new Set<string>(), rulesDigest: "", version: "0" },
    ...{ runners: ground.runners, offersSandbox: () => true, forkReviewsPerHour: 100 },
    addresses: {
      repository: ({ owner, name }) => `https://github.example.invalid/${owner}/${name}`,
      help: "https://help.example.invalid",
      review: () => null,
      run: () => null,
    },
  };
}

/** A run ends when its step comes, however its code would have ended. */
function sandboxOf(machine: Machine, life: Life, remains: Remains): Sandbox {
  return {
    unready: async () => null,
    sweep: async () => 0,
    async run(request, source, signal) {
      await remains.started(request, begun.getStore() ?? 0);
      await buffer(source);
      await machine.step(life);
      const outcome = signal.aborted ? "cancelled" : "passed";
      return run({ headSha: request.headSha, profile: request.profile, outcome });
    },
  };
}

function blobsOf({ blobs }: Remains): Blobs {
  return {
    async put(content) {
      const bytes = await buffer(content);
      const id = createHash("sha256").update(bytes).digest("hex");
      blobs.set(id, bytes);
      return { id, bytes: bytes.length };
    },
    async open(id) {
      const found = blobs.get(id);
      if (found === undefined) throw new Fault("gone", "there is no such blob");
      return Readable.from([found]);
    },
    remove: async (id) => void blobs.delete(id),
  };
}

/** What a dead process says to the queue is not said. */
function mortal<T extends object>(life: Life, boss: T): T {
  const settles = new Set<string | symbol>(["complete", "fail", "touch", "update"]);
  return new Proxy(boss, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return (...given: unknown[]): unknown =>
        life.dead && settles.has(name) ? Promise.resolve() : Reflect.apply(method, target, given);
    },
  });
}

async function openEdge({ store }: Ground, { audit }: Remains) {
  const edge = createEdge({
    ...{ secrets: [SECRET], events: EVENTS, now: () => new Date(), log: SILENT },
    ...{ ready: async () => undefined, accept: (delivery) => store.acceptDelivery(delivery) },
    audit: { append: async (entry) => void audit.push(entry) },
  });
  const { port } = await edge.listen({ host: "127.0.0.1", port: 0 });
  return { url: `http://127.0.0.1:${port}/api/github/webhooks`, close: () => edge.drain() };
}

/** Nobody else works here: what is still held then has run out of attempts with its process. */
async function missSigns({ connection, boss }: Ground["database"]): Promise<void> {
  const { numAffectedRows } = await sql`update gatehouse_jobs.job
    set heartbeat_on = now() - interval '30 days' where state = 'active'`.execute(connection.db);
  if (Number(numAffectedRows ?? 0) === 0) return;
  pass(61_000);
  await boss.supervise();
}

async function dueQueues({ database }: Ground): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select distinct name from gatehouse_jobs.job
    where state in ('created', 'retry') and start_after <= now() order by name`.execute(
    database.connection.db,
  );
  return rows.map(({ name }) => name);
}
