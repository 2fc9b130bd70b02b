import { z } from "zod";
import { type Trace, TRACE_EVENTS, TRACE_NODES, TraceEvent, TraceNode } from "../../model/trace.ts";

/** No line of a tracer is longer: 600 characters, each told as four. */
const LINE_BYTES = 4096;
const NEWLINE = 10;
/** Lines that are read after the first that is none of a tracer's. */
const LINES_MOST = TRACE_NODES + TRACE_EVENTS;

const TraceEnd = z.strictObject({
  end: z.literal(true),
  lost: z.int().min(0),
  started: z.int().min(0),
});

/**
 * Reads what a tracer told: a line of JSON for each thing, in one pass. Every text in it was
 * chosen by the code that ran. A line that is none of a tracer's, a process that was not told
 * before and whatever follows the end make the trace unsound; a last line that is cut makes it
 * incomplete. What could be read is answered in any case.
 */
export function readTrace(told: Uint8Array): Trace {
  const trace: Trace = {
    nodes: [],
    events: [],
    ...{ started: 0, lost: 0, complete: false, sound: true },
  };
  const known = new Set<number>();
  let lines = 0;
  for (const line of linesOf(told)) {
    if (take(trace, known, line)) lines += 1;
    else trace.sound = false;
    // Whatever is more is nobody's word that could be told.
    if (!trace.sound && (lines += 1) > LINES_MOST) break;
  }
  return trace;
}

/** Whole lines; what follows the last newline is the beginning of one. */
function* linesOf(told: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  for (let end = told.indexOf(NEWLINE); end >= 0; end = told.indexOf(NEWLINE, start)) {
    yield told.subarray(start, end);
    start = end + 1;
  }
}

function take(trace: Trace, known: Set<number>, line: Uint8Array): boolean {
  if (trace.complete || line.length > LINE_BYTES) return false;
  const thing = parsed(line);
  const node = TraceNode.safeParse(thing);
  if (node.success) return takeNode(trace, known, node.data);
  const event = TraceEvent.safeParse(thing);
  if (event.success) {
    if (!known.has(event.data.node) || trace.events.length >= TRACE_EVENTS) return false;
    trace.events.push(event.data);
    return true;
  }
  const end = TraceEnd.safeParse(thing);
  if (!end.success) return false;
  const { lost, started } = end.data;
  Object.assign(trace, { lost, started, complete: true });
  return true;
}

function takeNode(trace: Trace, known: Set<number>, node: TraceNode): boolean {
  const { node: id, parent } = node;
  const isNew = !known.has(id) && parent < id && (parent === 0 || known.has(parent));
  if (!isNew || trace.nodes.length >= TRACE_NODES) return false;
  known.add(id);
  trace.nodes.push(node);
  return true;
}

function parsed(line: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(line));
  } catch {
    // What is no JSON is no line of a tracer.
    return null;
  }
}
