import pino, { type DestinationStream, type Logger } from "pino";
import { spellingsOf, withoutSecrets } from "../model/secret-shapes.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Control, invisible and direction characters: a log line shows what it holds, and in order. */
const UNSHOWABLE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/**
 * Makes the log: JSON lines from which secrets are removed by their shape and, for `secrets`,
 * by their value. Errors are logged by name, message and cause, never with the request, event
 * or response that a library has hung on them.
 */
export function createLog(options: {
  level: LogLevel;
  /** Values that must not appear, whatever they look like. */
  secrets?: readonly string[];
  destination?: DestinationStream;
}): Logger {
  const known = spellingsOf(options.secrets ?? []);
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError, error: describeError },
      hooks: { streamWrite: (line) => cleanLine(line, known) },
    },
    options.destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

function cleanLine(line: string, known: readonly string[]): string {
  return withoutSecrets(line, known).replace(
    UNSHOWABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** How deep a chain of causes is followed. */
const DEEPEST_CAUSE = 5;

function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) {
    return { message: typeof error === "string" ? error : typeof error };
  }
  const { name, message, stack, cause } = error;
  return {
    name,
    message,
    ...("kind" in error ? { kind: error.kind } : {}),
    ...("code" in error ? { code: error.code } : {}),
    ...("status" in error ? { status: error.status } : {}),
    ...(depth === 0 ? { stack } : {}),
    ...(cause === undefined || depth >= DEEPEST_CAUSE
      ? {}
      : { cause: describeError(cause, depth + 1) }),
  };
}
