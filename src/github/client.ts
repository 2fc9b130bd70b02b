import { setTimeout as pause } from "node:timers/promises";
import type { Octokit } from "@octokit/rest";
import { z } from "zod";
import { Fault } from "../model/fault.ts";
import type { RepositoryRef, SiblingRef } from "../model/repository.ts";
import type { Pace } from "../ports/pace.ts";
import type { App } from "./app.ts";
import { createOctokit } from "./octokit.ts";
import { applyRequestPolicy, REQUEST_POLICY, type RequestPolicy } from "./request-policy.ts";
import { createTurns, type Turns } from "./turns.ts";

/** Where a repository is in an address. */
export interface RepositoryAddress {
  owner: string;
  repo: string;
}

type Answer = Promise<{ data: unknown }>;

/** Requests to GitHub in the name of one repository. */
export interface Client {
  /**
   * Sends one request with a token that is good for this repository alone, and reads its
   * answer by a schema: an answer of another shape is a fault, not a value.
   */
  ask<S extends z.ZodType>(
    repository: RepositoryRef | SiblingRef,
    schema: S,
    send: (octokit: Octokit, at: RepositoryAddress) => Answer,
  ): Promise<z.infer<S>>;
  /** Asks page after page of 100 until one is not full, or until `most` pages are read. */
  pages<S extends z.ZodType<unknown[]>>(
    repository: RepositoryRef,
    schema: S,
    most: number,
    send: (octokit: Octokit, at: RepositoryAddress, page: Page) => Answer,
  ): Promise<z.infer<S>[number][]>;
}

/** One page of a list, in GitHub's words. */
export interface Page {
  per_page: number;
  page: number;
}

const PER_PAGE = 100;

/** What the client stands on. `spacingMs` is the rest between two writes of an installation. */
export interface ClientOptions {
  app: App;
  spacingMs?: number;
  policy?: RequestPolicy;
  /** Hears of every answer; of none at all, status 0. */
  observe?: ObserveAnswer;
  /**
   * Asked before something is created at GitHub: null when that may be, else the time from
   * which it may. Nobody is asked when it is left out.
   */
  spendCreation?: SpendCreation;
  /** By which several processes write as one; each by itself when it is left out. */
  pace?: Pace;
}

/** Takes one creation from what an installation may create in an hour. */
export type SpendCreation = (installationId: number) => Promise<Date | null>;

/** Hears the status of an answer of GitHub, and how many requests of the hour are left. */
export type ObserveAnswer = (answer: { status: number; remaining: number | null }) => void;

/** Creates a client. It remembers for each installation until when GitHub asked it to wait. */
export function createClient(options: ClientOptions): Client {
  const holds: Holds = new Map();
  const { spacingMs = 1000 } = options;
  const turns = createTurns({ spacingMs });
  const policy = options.policy ?? REQUEST_POLICY;

  const ask: Client["ask"] = async (repository, schema, send) => {
    const { app, observe, spendCreation, pace } = options;
    const shared = { observe, spendCreation, pace, spacingMs };
    const octokit = octokitFor({ app, policy, turns, holds, ...shared }, repository);
    const { data } = await send(octokit, { owner: repository.owner, repo: repository.name });
    const answer = schema.safeParse(data);
    if (answer.success) return answer.data;
    const where = answer.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Fault("unavailable", `GitHub's answer is not of the documented shape: ${where}`);
  };

  return {
    ask,
    async pages(repository, schema, most, send) {
      const all: z.infer<typeof schema>[number][] = [];
      for (let page = 1; page <= most; page += 1) {
        const found = await ask(repository, schema, (octokit, at) =>
          send(octokit, at, { per_page: PER_PAGE, page }),
        );
        all.push(...found);
        if (found.length < PER_PAGE) break;
      }
      return all;
    },
  };
}

type Holds = Map<number, Date>;

interface OctokitParts {
  app: App;
  policy: RequestPolicy;
  turns: Turns;
  holds: Holds;
  observe: ObserveAnswer | undefined;
  spendCreation: SpendCreation | undefined;
  pace: Pace | undefined;
  spacingMs: number;
}

/** An Octokit whose hooks, from the outside in, wait for their turn, persist, and sign. */
function octokitFor(parts: OctokitParts, repository: RepositoryRef | SiblingRef): Octokit {
  const octokit = createOctokit(parts.app.apiUrl);
  if (parts.observe !== undefined) watchAnswers(octokit, parts.observe);
  signRequests(octokit, parts.app, repository);
  applyRequestPolicy(octokit, parts.policy);
  keepOrder(octokit, parts, repository.installationId);
  return octokit;
}

/** The innermost hook, so that every request that was really sent is seen, retries too. */
function watchAnswers(octokit: Octokit, observe: ObserveAnswer): void {
  octokit.hook.wrap("request", async (send, options) => {
    try {
      const answer = await send(options);
      observe({ status: answer.status, remaining: remainingOf(answer.headers) });
      return answer;
    } catch (error) {
      const failed = z.looseObject({ status: z.int() }).safeParse(error);
      observe({ status: failed.data?.status ?? 0, remaining: null });
      throw error;
    }
  });
}

function remainingOf(headers: object): number | null {
  const told = "x-ratelimit-remaining" in headers ? headers["x-ratelimit-remaining"] : undefined;
  const remaining = Number(told ?? Number.NaN);
  return Number.isInteger(remaining) ? remaining : null;
}

/**
 * A token may end before its hour, so one refusal is answered with a new one. GitHub did
 * nothing for a request that it did not let in, so even a write may go again.
 */
function signRequests(octokit: Octokit, app: App, repository: RepositoryRef | SiblingRef): void {
  octokit.hook.wrap("request", async (send, options) => {
    const sendWith = async (token: string) => {
      options.headers["authorization"] = `token ${token}`;
      return send(options);
    };
    try {
      return await sendWith(await app.token(repository, "repository"));
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      return sendWith(await app.token(repository, "repository", { fresh: true }));
    }
  });
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 401;
}

function keepOrder(octokit: Octokit, parts: OctokitParts, installation: number): void {
  const { turns, holds } = parts;
  octokit.hook.wrap("request", async (send, options) => {
    const sendUnlessHeld = async () => {
      refuseWhileHeld(holds, installation);
      if (options.method !== "GET") await waitForTurn(parts, installation);
      if (options.method === "POST") await refuseOverBudget(parts, installation);
      try {
        return await send(options);
      } catch (error) {
        await noteHold(parts, installation, error);
        throw error;
      }
    };
    return options.method === "GET" ? sendUnlessHeld() : turns(installation, sendUnlessHeld);
  });
}

/** Going on while limited can get an App banned, so nothing is sent before the told time. */
function refuseWhileHeld(holds: Holds, installation: number): void {
  const until = holds.get(installation);
  if (until === undefined) return;
  if (until.getTime() <= Date.now()) holds.delete(installation);
  else throw new Fault("rate-limited", "GitHub asked to come back later", { retryAt: until });
}

/** What creates something counts for GitHub's limit on that, whether it succeeds or not. */
async function refuseOverBudget(
  { spendCreation }: OctokitParts,
  installation: number,
): Promise<void> {
  const until = (await spendCreation?.(installation)) ?? null;
  if (until === null) return;
  const message = "as much was created at GitHub as may be in an hour";
  throw new Fault("rate-limited", message, { retryAt: until });
}

async function noteHold(
  { holds, pace }: OctokitParts,
  installation: number,
  error: unknown,
): Promise<void> {
  if (!(error instanceof Fault) || error.retryAt === null) return;
  holds.set(installation, error.retryAt);
  await pace?.holdWrites(installation, error.retryAt);
}

/** What one process of ours was told, or wrote a moment ago, holds for the others too. */
async function waitForTurn(
  { holds, pace, spacingMs }: OctokitParts,
  installation: number,
): Promise<void> {
  const turn = await pace?.takeTurn(installation, spacingMs);
  if (turn === undefined) return;
  if (turn.heldUntil !== null) holds.set(installation, turn.heldUntil);
  refuseWhileHeld(holds, installation);
  await pause(turn.at.getTime() - turn.now.getTime());
}
