import { Fault } from "../model/fault.ts";

/** What remains of a failed request once everything that could hold a secret is left out. */
export interface FailedRequest {
  method: string;
  /** The route with its placeholders, never the full address. */
  route: string;
  /** Null when there was no answer. */
  status: number | null;
  headers: Readonly<Record<string, string | number | undefined>>;
  /** GitHub's own `message`. */
  message: string;
}

const SECOND = 1000;
/** GitHub asks for at least a minute when it names no time; docs: REST API rate limits. */
const UNTOLD_SECONDS = 60;
/** Primary limits reset within the hour; a later time is a mistake or a wrong clock. */
const LONGEST_SECONDS = 3600;
/** What GitHub says of a repository or installation that nobody can write to for now. */
const CLOSED = /\bwas archived\b|\bhas been suspended\b|access blocked/i;
const GITHUB_MESSAGE_LENGTH = 300;

/**
 * Says what a failed request means: `rate-limited` with the time to come back, `gone`,
 * `refused`, or `unavailable` when the answer promises nothing.
 */
export function answerFault(failed: FailedRequest, now: Date): Fault {
  const { status } = failed;
  const message = `GitHub answered ${failed.method} ${failed.route} with ${describe(failed)}`;
  if (status === null) return new Fault("unavailable", message);
  if (isRateLimit(failed)) {
    return new Fault("rate-limited", message, { retryAt: retryAt(failed.headers, now) });
  }
  if (status === 404 || status === 410 || status === 451) return new Fault("gone", message);
  if (status === 403 && CLOSED.test(failed.message)) return new Fault("gone", message);
  if (status >= 400 && status < 500 && status !== 408) return new Fault("refused", message);
  return new Fault("unavailable", message);
}

function describe({ status, message }: FailedRequest): string {
  const told = plain(message).slice(0, GITHUB_MESSAGE_LENGTH);
  return status === null ? `no answer (${told})` : `${status} (${told})`;
}

/** GitHub's words may quote what we sent, and that may come from a pull request. */
function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, " ").replace(/\b(gh[a-z]_|github_pat_)\S+/g, "[secret]");
}

/** Primary and secondary limits: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isRateLimit({ status, headers, message }: FailedRequest): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  if (headers["retry-after"] !== undefined) return true;
  return String(headers["x-ratelimit-remaining"]) === "0" || /rate limit/i.test(message);
}

function retryAt(headers: FailedRequest["headers"], now: Date): Date {
  const seconds = retryAfter(headers, now) ?? untilReset(headers, now) ?? UNTOLD_SECONDS;
  const bounded = Math.min(Math.max(seconds, 1), LONGEST_SECONDS);
  return new Date(now.getTime() + bounded * SECOND);
}

function retryAfter(headers: FailedRequest["headers"], now: Date): number | null {
  const told = headers["retry-after"];
  if (told === undefined) return null;
  const seconds = Number(told);
  if (Number.isFinite(seconds)) return seconds;
  const date = Date.parse(String(told));
  return Number.isNaN(date) ? null : (date - now.getTime()) / SECOND;
}

/** The reset header speaks of the primary limit, so it counts only when that one is used up. */
function untilReset(headers: FailedRequest["headers"], now: Date): number | null {
  if (String(headers["x-ratelimit-remaining"]) !== "0") return null;
  const reset = Number(headers["x-ratelimit-reset"] ?? Number.NaN);
  return Number.isFinite(reset) ? reset - now.getTime() / SECOND : null;
}
