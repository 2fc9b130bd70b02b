import type { DocumentReading } from "../document.ts";
import { createNotes, type Notes } from "../reading.ts";

/** A gem while the lines below it say what it asks for. */
interface Gem {
  name: string;
  version: string;
  line: number;
  source: string | null;
  local: boolean;
  asks: string[];
}

/** Where the reader stands. */
interface State {
  section: string;
  remotes: string[];
  revision: string;
  gems: Gem[];
  digests: Map<string, string[]>;
}

const OFFICIAL = /^https:\/\/rubygems\.org\/?$/;

/** `Gemfile.lock`: sections of sources with their gems, and digests at the end. */
export function readGemfileLock(text: string): DocumentReading {
  const notes = createNotes();
  const state: State = { section: "", remotes: [], revision: "", gems: [], digests: new Map() };
  for (const [index, raw] of text
    .replace(/^\ufeff/, "")
    .split("\n")
    .entries()) {
    const line = raw.trimEnd();
    if (line !== "") readLine(line, index + 1, state);
  }
  for (const gem of state.gems) noteGem(gem, state.digests, notes);
  return notes.reading(null);
}

function readLine(line: string, number: number, state: State): void {
  if (/^[A-Z]/.test(line)) {
    Object.assign(state, { section: line, remotes: [], revision: "" });
    return;
  }
  const field = /^ {2}(remote|revision): (.*)$/.exec(line);
  if (field?.[1] === "remote") state.remotes.push(field[2] ?? "");
  else if (field !== null) state.revision = field[2] ?? "";
  if (state.section === "CHECKSUMS") readDigest(line, state);
  const spec = /^( {4}| {6})(\S+)(?: \((.*)\))?$/.exec(line);
  if (spec === null || !/^(?:GEM|GIT|PATH|PLUGIN SOURCE)$/.test(state.section)) return;
  const [, indent, name = "", version = ""] = spec;
  if (indent?.length === 6) state.gems.at(-1)?.asks.push(name.replace(/!$/, ""));
  else state.gems.push(gemOf(name, version, number, state));
}

function gemOf(name: string, version: string, line: number, state: State): Gem {
  const foreign = state.remotes.find((remote) => !OFFICIAL.test(remote)) ?? null;
  const git = state.section === "GIT";
  const source = git && foreign !== null ? `git+${foreign}#${state.revision}` : foreign;
  return { name, version, line, source, local: state.section === "PATH", asks: [] };
}

function readDigest(line: string, state: State): void {
  const match = /^ {2}(\S+) \((.*?)\)(?: (.*))?$/.exec(line);
  if (match === null) return;
  const [, name = "", version = "", digests = ""] = match;
  const all = digests.split(",").flatMap((each) => (each === "" ? [] : [each.replace("=", ":")]));
  state.digests.set(`${name} ${version}`, all);
}

function noteGem(gem: Gem, digests: ReadonlyMap<string, string[]>, notes: Notes): void {
  const { name, version, source, local, asks, line } = gem;
  const checked = digests.get(`${name} ${version}`) ?? [];
  notes.locked({ type: "gem-locked", name, version, source, local, asks, digests: checked }, line);
}
