import { setTimeout as pause } from "node:timers/promises";
import type { Octokit } from "@octokit/rest";
import { Fault } from "../model/fault.ts";
import { answerFault, type FailedRequest } from "./answer-fault.ts";

/** The API version that this code and its contract test are written for. */
export const API_VERSION = "2022-11-28";

/** How requests to GitHub behave when it is slow or fails. */
export interface RequestPolicy {
  /** The longest wait for one whole answer. */
  timeoutMs: number;
  /** Rests before the second and third try of a read; none for a write. */
  retryRestsMs: readonly number[];
}

/** What production uses. GitHub itself gives up on a request after ten seconds. */
export const REQUEST_POLICY: RequestPolicy = { timeoutMs: 15_000, retryRestsMs: [500, 2000] };

interface Sent {
  method: string;
  url: string;
}

/**
 * Wraps every request of an Octokit: version header, timeout, short retries of reads that
 * got no proper answer, and faults in our words. A write is never sent twice: whoever wants
 * it again asks first what became of it.
 */
export function applyRequestPolicy(octokit: Octokit, policy: RequestPolicy): void {
  octokit.hook.wrap("request", (send, options) => {
    options.headers["x-github-api-version"] = API_VERSION;
    return persist(options, policy, async (signal) => {
      // Octokit's hooks share one object: what is not written into it does not get through.
      options.request["signal"] = signal;
      const answer = await send(options);
      assertWhole(answer, options);
      return answer;
    });
  });
}

/** Octokit hands over a body that broke off, or is no JSON, as the text that there was. */
function assertWhole(answer: { data: unknown }, { method, url: route }: Sent): void {
  if (typeof answer.data !== "string") return;
  const message = "an answer that breaks off or is no JSON";
  throw answerFault({ method, route, status: null, headers: {}, message }, new Date());
}

async function persist<T>(
  sent: Sent,
  policy: RequestPolicy,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const rests = sent.method === "GET" ? policy.retryRestsMs : [];
  for (const rest of rests) {
    try {
      return await sendOnce(sent, policy, attempt);
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== "unavailable") throw error;
      await pause(rest);
    }
  }
  return sendOnce(sent, policy, attempt);
}

async function sendOnce<T>(
  sent: Sent,
  policy: RequestPolicy,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(policy.timeoutMs);
  try {
    return await attempt(signal);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw answerFault(failedRequest(error, sent, signal.aborted), new Date());
  }
}

/** Octokit's error holds the request with its body and headers; only these fields leave it. */
function failedRequest(error: unknown, sent: Sent, timedOut: boolean): FailedRequest {
  const { method, url: route } = sent;
  if (!isHttpError(error) || error.response === undefined) {
    const message = timedOut ? "timeout" : networkReason(error);
    return { method, route, status: null, headers: {}, message };
  }
  const { status, headers, data } = error.response;
  return { method, route, status, headers, message: gitHubMessage(data) };
}

interface HttpError {
  response?: { status: number; headers: FailedRequest["headers"]; data: unknown };
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && error.name === "HttpError";
}

function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return "network error";
  const { cause } = error;
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = inner instanceof Error && "code" in inner ? String(inner.code) : error.name;
  return `network error ${code}`;
}

function gitHubMessage(data: unknown): string {
  const told = typeof data === "object" && data !== null && "message" in data ? data.message : "";
  return typeof told === "string" ? told : "";
}
