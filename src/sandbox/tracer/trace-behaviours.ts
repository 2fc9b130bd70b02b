import type { Capability } from "../../model/capability.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { METADATA } from "../metadata.ts";
import type { Recording } from "../recorder.ts";
import { processLabel, wasReached } from "./who-did.ts";

/** A behaviour as the tracer knows it. */
export interface Traced {
  capability: Capability;
  target: string;
  process: string;
  count: number;
}

/** What is told at most: one that floods is told by its number. */
const MOST = 200;
/** Places where programs start by themselves, outside of HOME. */
const STARTS =
  /^\/(etc\/(cron|profile|ld\.so|systemd|init|rc|bash|zsh|environment|pam)|(usr\/)?lib\/systemd|var\/spool\/cron)/;

/**
 * What the tracer saw that no other witness sees; where there was no recorder, also who tried to
 * reach what.
 */
export function tracedBehaviours(trace: Trace, recorded: boolean): Traced[] {
  const nodes = new Map(trace.nodes.map((node) => [node.node, node]));
  const found = new Map<string, Traced>();
  for (const event of trace.events) {
    const meant = recorded ? meaningOf(event) : (attemptOf(event) ?? meaningOf(event));
    const node = nodes.get(event.node);
    if (meant === null || node === undefined) continue;
    const process = processLabel(node);
    const key = `${meant.capability}\0${meant.target}\0${process}`;
    const known = found.get(key);
    if (known !== undefined) known.count += 1;
    else if (found.size < MOST) found.set(key, { ...meant, process, count: 1 });
  }
  return [...found.values()];
}

/** An attempt to reach a place where there was no way out at all. */
function attemptOf({ event, target }: TraceEvent): Pick<Traced, "capability" | "target"> | null {
  if (event !== "connect") return null;
  const [address = "", port = ""] = target.split(" ");
  const place = address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
  return { capability: METADATA.has(address) ? "read.metadata" : "network.send", target: place };
}

function meaningOf({
  event,
  target,
  error,
}: TraceEvent): Pick<Traced, "capability" | "target"> | null {
  const denied = error === 0 ? "" : " (denied)";
  switch (event) {
    case "decoy":
    case "connect":
      // What the other witnesses tell, with who it was.
      return null;
    case "startup":
      return { capability: "write.startup", target: `${target}${denied}` };
    case "write":
      return {
        capability: STARTS.test(target) ? "write.startup" : "write.file",
        target: `${target}, outside of the workspace${denied}`,
      };
    case "inside":
      return {
        capability: target.endsWith("/environ") ? "read.environment" : "read.host",
        target: `${target}, of another process${denied}`,
      };
    case "socket":
      return { capability: "disable.protection", target: `the socket ${target}` };
    case "tracer":
      return { capability: "disable.protection", target: `the tracer: ${target}` };
    default:
      throw new Error(`unknown kind ${String(event satisfies never)}`);
  }
}

/** Why the tracer's word is not whole; null where it is. `stopped` runs tell no end. */
export function tracerGaps(trace: Trace | null, stopped: boolean): string | null {
  if (trace === null) return "what it told could not be read";
  if (trace.lost > 0) {
    return `it was overloaded, with ${trace.lost} processes and calls more than it could take in`;
  }
  if (!trace.sound) return "what it told is not all its own";
  return trace.complete || stopped ? null : "it ended before the run did";
}

/**
 * Where the witnesses disagree: a decoy that was read while nobody opened it, a place that was
 * reached while nobody tried. Told only of a trace that is whole.
 */
export function disagreements(
  trace: Trace,
  { reads, sent }: Pick<Recording, "reads" | "sent">,
): string[] {
  if (!trace.complete || !trace.sound || trace.lost > 0) return [];
  const opened = new Set(
    trace.events.flatMap(({ event, target }) => (event === "decoy" ? [target] : [])),
  );
  const reached = wasReached(trace);
  const unopened = reads
    .filter(({ path }) => !opened.has(`~/${path}`))
    .map(({ path }) => `~/${path} was read, and no process was seen opening it`);
  const untried = sent
    .filter(({ kind, protocol }) => kind !== "dns" && /^(tcp|udp)$/.test(protocol))
    .filter((one) => one.address !== "" && !reached(one))
    .map(
      ({ address, port }) => `${address} port ${port} was reached, and no process was seen trying`,
    );
  return [...unopened, ...new Set(untried)].slice(0, 20);
}
