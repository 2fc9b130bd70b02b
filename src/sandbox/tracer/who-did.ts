import type { Trace, TraceEvent, TraceNode } from "../../model/trace.ts";
import type { Sent } from "../recorder.ts";

/** Says which processes did what the other witnesses saw; null where the tracer does not know. */
export interface WhoDid {
  /** Who tried to reach the place. */
  sender(sent: Sent): string | null;
  /** Who opened a decoy. */
  reader(decoy: string): string | null;
  /** Who read one of the decoys and then reached the place: one lineage, where there is one. */
  chain(decoys: readonly string[], sent: Sent): string | null;
}

const COMMAND = 60;
/** Pairs of a reading and a sending that are compared for one place. */
const PAIRS = 10_000;

/** Makes what answers from one trace, or from none. */
export function whoDid(trace: Trace | null): WhoDid {
  const nodes = new Map((trace?.nodes ?? []).map((node) => [node.node, node]));
  const events = trace?.events ?? [];
  const readers = groupBy(events, ({ event, target }) => (event === "decoy" ? target : null));
  const reachers = groupBy(events, ({ event, target }) => (event === "connect" ? target : null));
  // Names are asked for at one place, and the recorder does not tell which.
  const askers = events.filter(({ event, target }) => event === "connect" && / 53$/.test(target));
  const reachersOf = (sent: Sent) => (sent.kind === "dns" ? askers : reached(reachers, sent));
  return {
    sender: (sent) => several(nodes, reachersOf(sent)),
    reader: (decoy) => several(nodes, readers.get(decoy) ?? []),
    chain(decoys, sent) {
      const read = decoys.flatMap((decoy) => readers.get(decoy) ?? []);
      return best(nodes, read, reachersOf(sent));
    },
  };
}

/** Who reached a place that the recorder tells; none where it tells no address. */
function reached(
  reachers: ReadonlyMap<string, readonly TraceEvent[]>,
  { address, port }: Pick<Sent, "address" | "port">,
): readonly TraceEvent[] {
  return reachers.get(`${address} ${port}`) ?? [];
}

/** Answers whether the tracer saw anybody try to reach a place. */
export function wasReached(trace: Trace): (one: Pick<Sent, "address" | "port">) => boolean {
  const places = new Set(
    trace.events.flatMap(({ event, target }) => (event === "connect" ? [target] : [])),
  );
  return ({ address, port }) => places.has(`${address} ${port}`);
}

/** A process for people: the program, and its number. */
export function processLabel({ command, pid }: Pick<TraceNode, "command" | "pid">): string {
  const short = command.length > COMMAND ? `${command.slice(0, COMMAND)}…` : command;
  return `${short === "" ? "?" : short} (process ${pid})`;
}

function several(
  nodes: ReadonlyMap<number, TraceNode>,
  events: readonly TraceEvent[],
): string | null {
  const labels = [...new Set(events.flatMap(({ node }) => labelOf(nodes, node) ?? []))];
  const [first] = labels;
  if (first === undefined) return null;
  return labels.length === 1 ? first : `${first} and ${labels.length - 1} more`;
}

function labelOf(nodes: ReadonlyMap<number, TraceNode>, id: number): string | null {
  const node = nodes.get(id);
  return node === undefined ? null : processLabel(node);
}

/** The closest pair of a reading and a sending, in words. */
function best(
  nodes: ReadonlyMap<number, TraceNode>,
  read: readonly TraceEvent[],
  sent: readonly TraceEvent[],
): string | null {
  let closest: { nearness: number; words: string } | null = null;
  let pairs = 0;
  for (const first of read) {
    for (const then of sent) {
      if ((pairs += 1) > PAIRS) return closest?.words ?? null;
      const found = pair(nodes, first.node, then.node);
      if (found !== null && (closest === null || found.nearness < closest.nearness)) {
        closest = found;
      }
    }
  }
  return closest?.words ?? null;
}

function pair(nodes: ReadonlyMap<number, TraceNode>, reader: number, sender: number) {
  const [first, then] = [labelOf(nodes, reader), labelOf(nodes, sender)];
  if (first === null || then === null) return null;
  if (reader === sender) return { nearness: 0, words: `${first}, first reading, then sending` };
  const [above, below] = [lineOf(nodes, reader), lineOf(nodes, sender)];
  if (below.includes(reader)) {
    return { nearness: 1, words: `${first}, reading, and what it started, ${then}, sending` };
  }
  if (above.includes(sender)) {
    return { nearness: 1, words: `${first}, reading, and what started it, ${then}, sending` };
  }
  const shared = below.find((id) => above.includes(id));
  const root = shared === undefined ? null : labelOf(nodes, shared);
  const both = `${first}, reading, and ${then}, sending`;
  const words = root === null ? both : `${both}, both started by ${root}`;
  return { nearness: 2 + below.length + above.length, words };
}

/** A process and those before it, the nearest first. Parents have smaller numbers: it ends. */
function lineOf(nodes: ReadonlyMap<number, TraceNode>, id: number): number[] {
  const line: number[] = [];
  for (let at = nodes.get(id); at !== undefined; at = nodes.get(at.parent)) line.push(at.node);
  return line;
}

function groupBy(
  events: readonly TraceEvent[],
  keyOf: (event: TraceEvent) => string | null,
): Map<string, TraceEvent[]> {
  const groups = new Map<string, TraceEvent[]>();
  for (const event of events) {
    const key = keyOf(event);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return groups;
}
