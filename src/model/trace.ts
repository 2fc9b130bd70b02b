import { z } from "zod";

const Count = z.int().min(0);

/** The most processes and events that a trace holds; a tracer counts what is more. */
export const TRACE_NODES = 6000;
export const TRACE_EVENTS = 4000;

/** What a tracer tells of one call. */
export const TRACE_KINDS = [
  /** Opened a decoy; the target is its name. */
  "decoy",
  /** Tried to reach an address that is not loopback: "address port". */
  "connect",
  /** Tried to reach a socket by which machines are governed. */
  "socket",
  /** Tried to write where programs start by themselves. */
  "startup",
  /** Tried to write outside of what is the run's own; the folder. */
  "write",
  /** Looked into another process. */
  "inside",
  /** Turned against the tracer. */
  "tracer",
] as const;

/** One program that ran: a process, from the moment that it became this program. */
export const TraceNode = z.strictObject({
  node: z.int().min(1),
  /** The node that started it, always a smaller number; 0 for none. */
  parent: Count,
  pid: Count,
  /** Its command line, printable ASCII. The program can choose it. */
  command: z.string().max(300),
});
export type TraceNode = z.infer<typeof TraceNode>;

/** One thing that a program did, for the first time. */
export const TraceEvent = z.strictObject({
  event: z.enum(TRACE_KINDS),
  node: z.int().min(1),
  target: z.string().max(600),
  /** The error that it got; 0 where it was let do it, or where that is not known. */
  error: z.int().min(0).max(4095),
  /** Milliseconds since the epoch, of the engine's host. */
  at: Count,
});
export type TraceEvent = z.infer<typeof TraceEvent>;

/** What a tracer told of a run, as far as it could be read. */
export const Trace = z.strictObject({
  nodes: z.array(TraceNode).max(TRACE_NODES),
  events: z.array(TraceEvent).max(TRACE_EVENTS),
  /** How many programs and processes there were; 0 when the end is missing. */
  started: Count,
  /** What the tracer could not tell, for there was too much. */
  lost: Count,
  /** Whether it told the end of the run: else it was ended with the run, or before. */
  complete: z.boolean(),
  /** Whether all that it told could be read. */
  sound: z.boolean(),
});
export type Trace = z.infer<typeof Trace>;
