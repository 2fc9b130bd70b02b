import { type Behaviour, BEHAVIOURS_MOST } from "../model/sandbox-run.ts";
import type { Trace } from "../model/trace.ts";
import { DECOY_FILES } from "./decoys.ts";
import { METADATA } from "./metadata.ts";
import type { Recording, Sent } from "./recorder.ts";
import { disagreements, tracedBehaviours, tracerGaps } from "./tracer/trace-behaviours.ts";
import { type WhoDid, whoDid } from "./tracer/who-did.ts";

/** What the witnesses of one run saw. */
export interface Observed {
  /** Null when the recorder did not answer at the end; undefined where there was none. */
  recording: Recording | null | undefined;
  /** Decoys whose secret is in the output. */
  printed: readonly string[];
  /** What the tracer told, as bytes that nobody has read yet; null where there was none. */
  trace?: Uint8Array | null;
  /** Whether the tracer told the end of the run; null where there was none. */
  traceEnded?: boolean | null;
}

const TRACER =
  "processes: a tracer of another user, which the kernel tells of programs, files and addresses";

/** The witnesses of what a run tried, for the list in its report. */
export function watchersOf(observed: Observed | null): string[] {
  if (observed === null) return [];
  if (observed.recording === undefined) return observed.trace ? [TRACER] : [];
  if (observed.recording === null) return ["lost: the recorder did not answer at the end"];
  const files = Object.keys(DECOY_FILES).length;
  return [
    "network: a recorder in which every destination but loopback ends",
    ...(observed.trace ? [TRACER] : []),
    `decoys: the times of reading of ${files} files in HOME, and a search for their secrets in all that was sent and printed`,
  ];
}

// Where no tracer tells which process did what. Reports take a reading and a sending by the same words
// for a chain, so only what is one may have the same.
const SOMEBODY = "a process of the run";
const CHAINED = "processes of the run, first reading, then sending";
const READER = "a process of the run, after which nothing was sent";
const TOOL = "a process of the run, or a tool that reads it by itself";
const STEP = "the command";
/** Chains that are told apart by their processes. */
const MOST_CHAINS = 20;

/** What a tracer adds: its trace, and whether the run was stopped before it could tell the end. */
export interface TracedRun {
  trace: Trace | null;
  stopped: boolean;
}

/**
 * What the witnesses saw, as behaviours. A decoy that no honest tool reads by itself, read
 * before something was sent, is a chain whatever the bytes were; so is a secret that left. With
 * a tracer each names its processes, those of one lineage where there is one.
 */
export function behavioursOf(observed: Observed, traced: TracedRun | null = null): Behaviour[] {
  const { recording, printed } = observed;
  const spoken = printed.map((id) => behaviour("write.log", `the decoy of ${id}`, SOMEBODY, 1));
  const seen = [
    ...(recording === null ? [gap("it did not answer at the end")] : []),
    ...(recording ? overloads(recording) : []),
    ...(traced === null ? [] : ofTracer(traced, recording ?? null)),
    ...(recording ? recorded(recording, whoDid(traced?.trace ?? null)) : []),
    ...spoken,
  ];
  return seen.slice(0, BEHAVIOURS_MOST);
}

function overloads({ lost }: Recording): Behaviour[] {
  if (lost.dropped + lost.evicted + lost.more === 0) return [];
  const what = `${lost.dropped} packets, ${lost.evicted} conversations and ${lost.more} destinations more than it could take in`;
  return [gap(`it was overloaded, with ${what}`)];
}

function ofTracer({ trace, stopped }: TracedRun, recording: Recording | null): Behaviour[] {
  const lacking = tracerGaps(trace, stopped);
  const differing = trace === null || recording === null ? [] : disagreements(trace, recording);
  const seen = trace === null ? [] : tracedBehaviours(trace, recording !== null);
  const protection = (target: string) => behaviour("disable.protection", target, SOMEBODY, 1);
  return [
    ...(lacking === null ? [] : [protection(`the tracer: ${lacking}`)]),
    ...differing.map((what) => protection(`the witnesses disagree: ${what}`)),
    ...seen.map((one) => behaviour(one.capability, one.target, one.process, one.count)),
  ];
}

function recorded({ reads, sent }: Recording, who: WhoDid): Behaviour[] {
  const quiet = reads.filter(({ path }) => DECOY_FILES[path]?.everyday === false);
  const chains = named(sent).map((one) => ({ one, ...chainOf(one, quiet, who) }));
  const labels = new Set(chains.flatMap(({ label }) => label ?? []));
  // So many only where somebody wants the list to be long.
  const labelOf = (label: string) => (labels.size > MOST_CHAINS ? CHAINED : label);
  const links = new Map<string, Behaviour>();
  for (const { label, ids } of chains) {
    if (label === null) continue;
    for (const id of ids) {
      links.set(`${labelOf(label)}\0${id}`, credential(id, labelOf(label)));
    }
  }
  const linked = new Set(chains.flatMap(({ label, ids }) => (label === null ? [] : ids)));
  const lastSent = Math.max(...sent.map(({ lastAt }) => lastAt));
  return [
    ...links.values(),
    ...reads.flatMap(({ path, at }) =>
      linked.has(`~/${path}`) ? [] : reading(path, lastSent >= at, who),
    ),
    ...chains.map(({ one, label }) =>
      sending(one, label === null ? (who.sender(one) ?? SOMEBODY) : labelOf(label)),
    ),
  ];
}

/** Who read and then sent, in words that both have; null where nothing was read before. */
function chainOf(
  one: Sent,
  quiet: Recording["reads"],
  who: WhoDid,
): { label: string | null; ids: string[] } {
  const carried = [...new Set(one.decoys.map(({ id }) => id))];
  const before = quiet.filter(({ at }) => one.lastAt >= at).map(({ path }) => `~/${path}`);
  const ids = [...new Set([...carried, ...before])];
  if (ids.length === 0) return { label: null, ids };
  return { label: who.chain(carried.length > 0 ? carried : before, one) ?? CHAINED, ids };
}

/** A decoy that was read by itself: what honest tools do is told where something follows it. */
function reading(path: string, followed: boolean, who: WhoDid): Behaviour[] {
  const id = `~/${path}`;
  const reader = who.reader(id);
  if (DECOY_FILES[path]?.everyday === true) {
    const words = reader === null ? TOOL : `${reader}, as tools do by themselves`;
    return followed ? [credential(id, words)] : [];
  }
  if (followed) return [credential(id, CHAINED)];
  return [credential(id, reader === null ? READER : `${reader}, after which nothing was sent`)];
}

/** A name that was asked for and then connected to is told once, by the connection. */
function named(sent: readonly Sent[]): readonly Sent[] {
  const connected = sent.filter(({ kind }) => kind !== "dns");
  const reached = new Set(connected.map(({ name, through }) => through || name));
  return sent.filter(
    ({ kind, name, decoys }) => kind !== "dns" || decoys.length > 0 || !reached.has(name),
  );
}

function sending(one: Sent, process: string): Behaviour {
  const isMetadata = METADATA.has(one.address) || METADATA.has(one.name);
  const carried = one.decoys.map(({ id, form }) => `the decoy of ${id} (${form})`);
  const through = one.through === "" ? "" : `, connected to ${one.through}`;
  const target = `${targetOf(one)}${through}${carried.length === 0 ? "" : `, carrying ${carried.join(", ")}`}`;
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
    process: process.slice(0, 512),
    step: STEP,
    count,
    announcedBy: null,
  };
}
