import type { DocumentReading } from "./document.ts";
import { createNotes, type Notes } from "./reading.ts";

const TEXT = String.raw`\(?\s*["']([^"'\n]{1,300})["']`;
const SOURCE = new RegExp(String.raw`^\s*source\s*${TEXT}`);
const GEM = new RegExp(
  String.raw`^\s*(?:gem|\w+\.add_(?:runtime_|development_)?dependency)\s*${TEXT}`,
);
const GIT_BLOCK = new RegExp(String.raw`^\s*git\s*${TEXT}`);
const FROM =
  /(?:\b(git|github|gist|bitbucket|gitlab|source):|:(git|github|source)\s*=>)\s*["']([^"']{1,300})["']/;
const HOMEPAGE = /source_code_uri["']\]\s*=\s*["']([^"']+)["']|\.homepage\s*=\s*["']([^"']+)["']/;

/**
 * `Gemfile` and gemspecs: what they name in plain words. They are programs as well, and are
 * read as Ruby besides.
 */
export function readGemfile(text: string): DocumentReading {
  const notes = createNotes();
  for (const [index, line] of text
    .replace(/^\ufeff/, "")
    .split("\n")
    .entries())
    readLine(line, index + 1, notes);
  return notes.reading(null);
}

function readLine(line: string, at: number, notes: Notes): void {
  const source = SOURCE.exec(line)?.[1];
  if (source !== undefined) notes.setting("gem.source", source, at);
  const block = GIT_BLOCK.exec(line)?.[1];
  if (block !== undefined) noteGem(block, `git+${block}`, at, notes);
  const home = HOMEPAGE.exec(line);
  if (home !== null) notes.setting("package.repository", home[1] ?? home[2] ?? "", at);
  const gem = GEM.exec(line);
  const name = gem?.[1];
  if (gem === null || name === undefined) return;
  const rest = line.slice(gem.index + gem[0].length);
  const from = FROM.exec(line);
  const [, key, old, place = ""] = from ?? [];
  const kind = key ?? old;
  if (kind === "source") notes.setting("gem.source", place, at);
  if (kind === undefined || kind === "source") noteGem(name, versionIn(rest), at, notes);
  else noteGem(name, kind === "git" ? `git+${place}` : `${kind}:${place}`, at, notes);
}

function noteGem(name: string, version: string | null, at: number, notes: Notes): void {
  notes.reference({ type: "gem", name, version }, ["install"], at);
}

/** The text behind the name, when it is a version. */
function versionIn(rest: string): string | null {
  return /^\s*,\s*["']([^"']*\d[^"']*)["']/.exec(rest)?.[1] ?? null;
}
