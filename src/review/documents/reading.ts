import type { EdgeFact, Fact, Locked, ReferenceFact, SettingFact } from "../../model/fact.ts";
import type { Trigger } from "../../model/trigger.ts";
import type { DocumentReading, EmbeddedCode } from "./document.ts";
import type { Node } from "./node.ts";
import type { SettingName } from "./settings.ts";

/** The most facts, and the most pieces of code, that one document gives. */
const MOST = 20_000;
/** The most packages that one lockfile gives. */
const MOST_LOCKED = 100_000;
const LONGEST_VALUE = 1000;
const LONGEST_NAME = 200;

/** Collects what a document says. Every method takes the place as a line or a node. */
export interface Notes {
  setting: (name: SettingName, value: string, at: Node | number) => void;
  reference: (
    fact: Pick<ReferenceFact, "type" | "name" | "version">,
    triggers: Trigger[],
    at: Node | number,
  ) => void;
  /** A package of a lockfile. What is left out is nothing, and taken from the registry. */
  locked: (
    fact: Pick<ReferenceFact, "type" | "name" | "version"> & Partial<Locked>,
    at: Node | number,
  ) => void;
  edge: (
    edge: { to: string; by: string; trigger: Trigger | null; secrets?: string[] },
    at: Node | number,
  ) => void;
  code: (code: CodeNote, at: Node | number) => void;
  /** Whatever makes the document run makes all its code run: an edge `unit:<name>` to each piece. */
  runsAsOne: () => void;
  reading: (problem: string | null) => DocumentReading;
}

/** A piece of code; what is left out is nothing, or the root folder. */
export type CodeNote = Pick<EmbeddedCode, "language" | "text" | "trigger" | "name"> &
  Partial<Pick<EmbeddedCode, "secrets" | "environment" | "folder" | "machine">>;

/** Starts the notes on one document. */
export function createNotes(): Notes {
  const facts: Fact[] = [];
  const locked: Fact[] = [];
  const code: EmbeddedCode[] = [];
  const names = new Map<string, number>();
  let dropped = false;
  const keep = (fact: Fact) => {
    if (facts.length < MOST) facts.push(fact);
    else dropped = true;
  };
  return {
    setting: (name, value, at) => keep(settingFact(name, value, at)),
    reference: (fact, triggers, at) =>
      keep({ kind: "reference", ...cutReference(fact), triggers, at: spanOf(at) }),
    locked: (fact, at) => {
      if (locked.length < MOST_LOCKED) locked.push(lockedFact(fact, spanOf(at)));
      else dropped = true;
    },
    edge: (edge, at) => keep(edgeFact(edge, at)),
    code: (note, at) => {
      if (note.text.trim() === "") return;
      const name = unique(note.name, names);
      if (code.length >= MOST) dropped = true;
      else
        code.push({
          secrets: [],
          environment: new Map(),
          folder: "",
          ...note,
          name,
          at: codeSpan(at),
        });
    },
    runsAsOne: () => {
      for (const { name, at } of code) {
        keep(edgeFact({ to: `unit:${name}`, by: name, trigger: null }, at.line));
      }
    },
    reading: (problem) => ({
      facts: locked.length === 0 ? facts : [...facts, ...locked],
      code,
      problem: problem ?? (dropped ? "says more than can be read" : null),
    }),
  };
}

/** A name says which piece is meant: the second of a doubled key is a piece of its own. */
function unique(name: string, names: Map<string, number>): string {
  let seen = (names.get(name) ?? 0) + 1;
  let own = name;
  // The author may have given a name that looks like one of ours.
  for (; names.has(own); seen += 1) own = `${name} (${Math.max(2, seen)})`;
  names.set(own, 1);
  if (own !== name) names.set(name, seen - 1);
  return own;
}

function settingFact(name: SettingName, value: string, at: Node | number): SettingFact {
  // A part of some names is the author's own, which may be as long as the file.
  const short = name.slice(0, LONGEST_NAME);
  return { kind: "setting", name: short, value: value.slice(0, LONGEST_VALUE), at: spanOf(at) };
}

function lockedFact(
  fact: Pick<ReferenceFact, "type" | "name" | "version"> & Partial<Locked>,
  at: ReferenceFact["at"],
): ReferenceFact {
  const { type, name, version, source = null, digests = [], asks = [] } = fact;
  const { builds = false, alias = null, local = false, only } = fact;
  const cut = cutReference({ type, name, version });
  const from = source?.slice(0, LONGEST_VALUE) ?? null;
  const locked = {
    ...{ source: from, digests, asks, builds, alias, local },
    ...(only !== undefined && only.length > 0 && { only }),
  };
  return { kind: "reference", ...cut, triggers: ["install"], locked, at };
}

function edgeFact(
  edge: { to: string; by: string; trigger: Trigger | null; secrets?: string[] },
  at: Node | number,
): EdgeFact {
  const { to, trigger, secrets = [] } = edge;
  return {
    kind: "edge",
    trigger,
    to,
    by: edge.by.slice(0, LONGEST_VALUE),
    language: null,
    secrets,
    at: spanOf(at),
  };
}

function cutReference<T extends { name: string; version: string | null }>(fact: T): T {
  return { ...fact, name: fact.name.slice(0, 500), version: fact.version?.slice(0, 500) ?? null };
}

function spanOf(at: Node | number): Fact["at"] {
  return typeof at === "number" ? { line: at, endLine: at } : { line: at.line, endLine: at.line };
}

function codeSpan(at: Node | number): EmbeddedCode["at"] {
  if (typeof at === "number") return { line: at, endLine: at };
  return { line: at.textLine, endLine: Math.max(at.textLine, at.endLine) };
}
