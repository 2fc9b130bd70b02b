import { z } from "zod";
import { SandboxRequest } from "./sandbox-request.ts";
import { SandboxRun } from "./sandbox-run.ts";

/** The id of a lease: 32 random bytes, which nobody guesses. */
export const LeaseId = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** What a sandbox worker is given: a request, and where to fetch its source. No name, no token. */
export const Lease = z.strictObject({ lease: LeaseId, request: SandboxRequest });
export type Lease = z.infer<typeof Lease>;

/** What a worker tells while it runs, at the latest every `BEAT_MS`; also a sign of life. */
export const LeaseBeat = z.strictObject({ stage: z.string().max(200).nullable() });

/** What it hears in return. */
export const LeaseOrder = z.strictObject({ cancelled: z.boolean() });

/** How a lease ends: with a run, or with the worker's own fault, in one sentence. */
export const LeaseEnd = z.union([
  z.strictObject({ run: SandboxRun }),
  z.strictObject({ fault: z.string().max(500) }),
]);
export type LeaseEnd = z.infer<typeof LeaseEnd>;

/** How often a worker says that it lives, in milliseconds. */
export const BEAT_MS = 5_000;
/** After how long without a word its lease is given to somebody else, in milliseconds. */
export const SILENCE_MS = 45_000;
