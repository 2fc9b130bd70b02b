import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Logger } from "pino";
import type { Leases } from "../jobs/leases.ts";
import { LeaseBeat, LeaseEnd } from "../model/lease.ts";
import { WorkerReport } from "../model/worker-report.ts";
import type { Methods } from "./listener.ts";
import { createBodyReader } from "./read-body.ts";
import { refuse, reply } from "./reply.ts";

/** A sandbox worker that the operator let in; its token is known by its SHA-256 alone. */
export interface KnownWorker {
  name: string;
  tokenSha256: string;
}

/** What the lease API stands on. */
export interface LeaseRoutesOptions {
  leases: Leases;
  workers: readonly KnownWorker[];
  log: Logger;
}

/** A result holds at most this: behaviours, a series, the end of a log. */
const RESULT_BYTES = 8 * 1024 * 1024;
const AREA = "/api/sandbox/";
const PATH = /^\/api\/sandbox\/leases(?:\/([A-Za-z0-9_-]{43})\/(source|beat|end))?$/;

/**
 * The narrow API of `sandbox-worker`: take one lease, fetch its source, say that it lives, post
 * one capped result. Every request carries the worker's own token, and none of them names a
 * repository, a check or another worker.
 */
export function leaseRoutes(options: LeaseRoutesOptions): (path: string) => Methods | undefined {
  const bodies = createBodyReader({ maxBytes: RESULT_BYTES, maxTotalBytes: 8 * RESULT_BYTES });
  const body = async <T>(
    worker: string,
    request: IncomingMessage,
    response: ServerResponse,
    schema: { safeParse(value: unknown): { success: boolean; data?: T } },
  ): Promise<T | null> => {
    const read = await bodies.read(request);
    const value = typeof read === "string" ? undefined : parseJson(read);
    const { data } = schema.safeParse(value);
    if (data !== undefined) return data;
    await options.leases.refused(worker, "something else than a result");
    refuse(response, 400, "not what this answers to");
    return null;
  };
  return (path) => {
    const [match, id, verb] = PATH.exec(path) ?? [];
    if (path === "/api/sandbox/report") {
      return {
        POST: as(options, async (worker, request, response) => {
          const report = await body(worker, request, response, WorkerReport);
          if (report === null) return;
          await options.leases.report(worker, report);
          reply(response, 204, "");
        }),
      };
    }
    if (match === undefined) return path.startsWith(AREA) ? stray(options) : undefined;
    if (id === undefined)
      return { POST: as(options, (worker, _, to) => take(options, worker, to)) };
    if (verb === "source") {
      return { GET: as(options, (worker, _, to) => source(options, worker, id, to)) };
    }
    return {
      POST: as(options, async (worker, request, response) => {
        if (verb === "beat") {
          const beat = await body(worker, request, response, LeaseBeat);
          if (beat === null) return;
          const order = await options.leases.beat(worker, id, beat.stage);
          return order === null ? gone(response) : json(response, order);
        }
        const end = await body(worker, request, response, LeaseEnd);
        if (end === null) return;
        const taken = await options.leases.end(worker, id, end);
        if (taken === null) return gone(response);
        return taken === "taken" ? reply(response, 204, "") : reply(response, 400, "another run");
      }),
    };
  };
}

/** No path of ours: a worker that tries one is known by its record. */
function stray(options: LeaseRoutesOptions): Methods {
  const handler = as(options, async (worker, _, response) => {
    await options.leases.refused(worker, "a path that there is not");
    refuse(response, 404, "not found");
  });
  return Object.fromEntries(
    ["GET", "POST", "PUT", "PATCH", "DELETE"].map((verb) => [verb, handler]),
  );
}

type Act = (worker: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Lets a worker in by its token; everybody else is refused before a byte of the body is read.
 * Nothing of it is on the audit trail, which anybody on the internet could fill: an attempt
 * with a token that is known is, wherever it reaches for something that is not its own.
 */
function as({ workers, log }: LeaseRoutesOptions, act: Act): Methods[string] {
  return async (request, response) => {
    const worker = workerOf(workers, request.headers.authorization);
    if (worker !== null) return act(worker, request, response);
    log.warn("refused a sandbox worker without a token that is known");
    refuse(response, 401, "no such worker");
  };
}

/** Every token is compared, whichever fits, and in the same time wherever it differs. */
function workerOf(workers: readonly KnownWorker[], header: string | undefined): string | null {
  const token = /^Bearer (\S{20,200})$/.exec(header ?? "")?.[1] ?? "";
  const given = createHash("sha256").update(token).digest();
  return workers.reduce<string | null>(
    (found, { name, tokenSha256 }) =>
      timingSafeEqual(Buffer.from(tokenSha256, "hex"), given) ? name : found,
    null,
  );
}

async function take({ leases }: LeaseRoutesOptions, worker: string, response: ServerResponse) {
  const lease = await leases.take(worker);
  if (lease === null) reply(response, 204, "");
  else json(response, lease);
}

async function source(
  { leases }: LeaseRoutesOptions,
  worker: string,
  id: string,
  response: ServerResponse,
): Promise<void> {
  const stream = await leases.source(worker, id);
  if (stream === null) return gone(response);
  response.writeHead(200, {
    "content-type": "application/x-tar",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  await pipeline(stream, response);
}

function json(response: ServerResponse, value: unknown): void {
  reply(response, 200, JSON.stringify(value), { "content-type": "application/json" });
}

/** The same for a lease that ended, that never was, and that is somebody else's. */
function gone(response: ServerResponse): void {
  reply(response, 410, "no such lease");
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    // Refused by the schema as what is not there.
    return undefined;
  }
}
