import { PROGRAMS_MOST, type SandboxRun } from "../../model/sandbox-run.ts";
import type { Trace, TraceNode } from "../../model/trace.ts";

const COMMAND = 200;

/**
 * The programs of a run for its record: those that did something that is told, with those that
 * started them, then the first others. Null where nothing traced.
 */
export function programsOf(trace: Trace | null): SandboxRun["processes"] {
  if (trace === null) return null;
  const nodes = withoutCopies(trace);
  const byId = new Map(nodes.map((node) => [node.node, node]));
  const wanted = new Set<number>();
  for (const { node } of [...trace.events, ...nodes]) {
    const line = lineTo(byId, wanted, node);
    if (wanted.size + line.length <= PROGRAMS_MOST) for (const id of line) wanted.add(id);
  }
  return {
    started: Math.max(trace.started, trace.nodes.length),
    shown: nodes
      .filter(({ node }) => wanted.has(node))
      .map((one) => ({ ...one, command: one.command.slice(0, COMMAND) })),
  };
}

/** A program and what started it, as far as it is not there already. */
function lineTo(
  byId: ReadonlyMap<number, TraceNode>,
  there: ReadonlySet<number>,
  id: number,
): number[] {
  const line: number[] = [];
  for (let at = byId.get(id); at !== undefined && !there.has(at.node); at = byId.get(at.parent)) {
    line.push(at.node);
  }
  return line;
}

/**
 * Starting a program takes a copy of the one that starts it, which becomes the other at once.
 * Copies that did nothing themselves are left out.
 */
function withoutCopies({ nodes, events }: Trace): TraceNode[] {
  const active = new Set(events.map(({ node }) => node));
  const byId = new Map(nodes.map((node) => [node.node, node]));
  const copies = new Map<number, number>();
  for (const { parent, pid } of nodes) {
    const before = byId.get(parent);
    if (before === undefined || before.pid !== pid || active.has(parent)) continue;
    const above = byId.get(before.parent);
    if (above !== undefined && above.pid !== pid) copies.set(parent, before.parent);
  }
  const starter = (id: number): number => {
    let at = id;
    // Each is smaller than the one before it.
    for (let next = copies.get(at); next !== undefined; next = copies.get(at)) at = next;
    return at;
  };
  return nodes
    .filter(({ node }) => !copies.has(node))
    .map((one) => ({ ...one, parent: starter(one.parent) }));
}
