import { type Behaviour, BEHAVIOURS_MOST } from "../model/sandbox-run.ts";
import { DECOY_FILES } from "./decoys.ts";
import type { Recording, Sent } from "./recorder.ts";

/** What the witnesses of one run saw. */
export interface Observed {
  /** Null when the recorder did not answer at the end. */
  recording: Recording | null;
  /** Decoys whose secret is in the output. */
  printed: readonly string[];
}

/** What is said where nothing sees single processes. */
export const NO_TRACER = "absent: a tracer; which process did what is not known";

/** The witnesses of what a run tried, for the list in its report. */
export function watchersOf(observed: Observed | null): string[] {
  if (observed === null) return [];
  if (observed.recording === null) return ["lost: the recorder did not answer at the end"];
  const files = Object.keys(DECOY_FILES).length;
  return [
    "network: a recorder in which every destination but loopback ends",
    `decoys: the times of reading of ${files} files in HOME, and a search for their secrets in all that was sent and printed`,
  ];
}

// Nothing tells which process did what. Reports take a reading and a sending by the same words
// for a chain, so only what is one may have the same.
const SOMEBODY = "a process of the run";
const CHAINED = "processes of the run, first reading, then sending";
const READER = "a process of the run, after which nothing was sent";
const TOOL = "a process of the run, or a tool that reads it by itself";
const STEP = "the command";

// Where cloud machines hand out credentials: AWS, Azure and Google; AWS over IPv6; Alibaba.
const METADATA = new Set([
  "169.254.169.254",
  "169.254.170.2",
  "fd00:ec2::254",
  "100.100.100.200",
  "metadata.google.internal",
]);

/**
 * What the witnesses saw, as behaviours. A decoy that no honest tool reads by itself, read
 * before something was sent, is a chain whatever the bytes were; so is a secret that left.
 */
export function behavioursOf(observed: Observed): Behaviour[] {
  const { recording, printed } = observed;
  const spoken = printed.map((id) => behaviour("write.log", `the decoy of ${id}`, SOMEBODY, 1));
  if (recording === null) return [gap("it did not answer at the end"), ...spoken];
  const { reads, sent, lost } = recording;
  const quiet = reads.filter(({ path }) => DECOY_FILES[path]?.everyday === false);
  const readAt = Math.min(...quiet.map(({ at }) => at));
  const isChained = (one: Sent) => one.lastAt >= readAt || one.decoys.length > 0;
  const left = new Set(sent.flatMap(({ decoys }) => decoys.map(({ id }) => id)));
  const lastSent = Math.max(...sent.map(({ lastAt }) => lastAt));
  const seen = [
    ...readsOf(reads, left, lastSent),
    ...[...left].filter((id) => id.startsWith("$")).map((id) => credential(id, CHAINED)),
    ...named(sent).map((one) => sending(one, isChained(one) ? CHAINED : SOMEBODY)),
    ...spoken,
  ];
  const losses = lost.dropped + lost.evicted + lost.more;
  if (losses > 0) {
    const what = `${lost.dropped} packets, ${lost.evicted} conversations and ${lost.more} destinations more than it could take in`;
    seen.unshift(gap(`it was overloaded, with ${what}`));
  }
  return seen.slice(0, BEHAVIOURS_MOST);
}

function readsOf(
  reads: Recording["reads"],
  left: ReadonlySet<string>,
  lastSent: number,
): Behaviour[] {
  return reads.flatMap(({ path, at }) => {
    const id = `~/${path}`;
    const followed = lastSent >= at;
    if (left.has(id)) return [credential(id, CHAINED)];
    if (DECOY_FILES[path]?.everyday !== true) {
      return [credential(id, followed ? CHAINED : READER)];
    }
    return followed ? [credential(id, TOOL)] : [];
  });
}

/** A name that was asked for and then connected to is told once, by the connection. */
function named(sent: readonly Sent[]): readonly Sent[] {
  const reached = new Set(sent.filter(({ kind }) => kind !== "dns").map(({ name }) => name));
  return sent.filter(
    ({ kind, name, decoys }) => kind !== "dns" || decoys.length > 0 || !reached.has(name),
  );
}

function sending(one: Sent, process: string): Behaviour {
  const isMetadata = METADATA.has(one.address) || METADATA.has(one.name);
  const carried = one.decoys.map(({ id, form }) => `the decoy of ${id} (${form})`);
  const target = `${targetOf(one)}${carried.length === 0 ? "" : `, carrying ${carried.join(", ")}`}`;
  return behaviour(isMetadata ? "read.metadata" : "network.send", target, process, one.count);
}

function targetOf(one: Sent): string {
  const { protocol, kind, detail, port } = one;
  const host = one.name === "" ? one.address : one.name;
  const place = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  switch (kind) {
    case "dns":
      return `the name ${host} (DNS)`;
    case "http": {
      const [method = "", path = ""] = detail.split(" ");
      return `${method} http://${port === 80 ? host : place}${path.startsWith("/") ? path : ` ${path}`}`;
    }
    case "tls":
      return `${place} (TLS${detail === "" ? "" : ` name ${detail}`})`;
    case "connect":
    case "raw":
      return port === 0
        ? `${host} (${protocol.toUpperCase()})`
        : `${place} (${protocol.toUpperCase()})`;
    default:
      throw new Error(`unknown kind ${String(kind satisfies never)}`);
  }
}

function credential(target: string, process: string): Behaviour {
  return behaviour("read.credential", target, process, 1);
}

/** A witness that was made blind is itself worth telling. */
function gap(how: string): Behaviour {
  return behaviour("disable.protection", `the recorder: ${how}`, SOMEBODY, 1);
}

function behaviour(
  capability: Behaviour["capability"],
  target: string,
  process: string,
  count: number,
): Behaviour {
  return {
    capability,
    target: target.slice(0, 2048),
    process,
    step: STEP,
    count,
    announcedBy: null,
  };
}
