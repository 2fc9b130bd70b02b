import type { DocumentReading } from "../document.ts";
import { all, texts, textOf, type Node } from "../node.ts";
import { createNotes, type Notes } from "../reading.ts";
import { parseBlockYaml } from "./block-yaml.ts";
import { digestsOf } from "./package-lock.ts";

/** `yarn.lock`, of Yarn 1 and of the YAML that Yarn 2 and later write. */
export function readYarnLock(text: string): DocumentReading {
  return /^__metadata:/m.test(text) ? readBerry(text) : readClassic(text);
}

/** An entry of Yarn 1 while its lines are read. */
interface Classic {
  line: number;
  patterns: string[];
  fields: Map<string, string>;
  asks: string[];
}

function readClassic(text: string): DocumentReading {
  const notes = createNotes();
  let entry: Classic | null = null;
  let problem: string | null = null;
  for (const [index, raw] of text
    .replace(/^\ufeff/, "")
    .split("\n")
    .entries()) {
    const line = raw.trimEnd();
    if (line === "" || line.startsWith("#")) continue;
    const indent = line.length - line.trimStart().length;
    if (indent === 0 && line.endsWith(":")) {
      noteClassic(entry, notes);
      const patterns = line.slice(0, -1).split(",").map(unquoted);
      entry = { line: index + 1, patterns, fields: new Map(), asks: [] };
    } else if (entry === null || indent === 0) {
      problem ??= `line ${index + 1} is not a line of yarn.lock`;
    } else readField(line.trim(), indent, entry);
  }
  noteClassic(entry, notes);
  return notes.reading(problem);
}

function readField(content: string, indent: number, entry: Classic): void {
  const match = /^("[^"]*"|\S+)(?:\s+(.*))?$/.exec(content);
  const [, key = "", value = ""] = match ?? [];
  if (indent > 2) entry.asks.push(unquoted(key));
  else if (value !== "") entry.fields.set(unquoted(key), unquoted(value));
}

function noteClassic(entry: Classic | null, notes: Notes): void {
  if (entry === null) return;
  const [first = ""] = entry.patterns;
  const name = descriptor(first).name;
  const aliases = entry.patterns.flatMap((each) => aliasIn(descriptor(each).range));
  const resolved = entry.fields.get("resolved") ?? null;
  const integrity = digestsOf(entry.fields.get("integrity") ?? "");
  const sha1 = /#([0-9a-f]{40})$/.exec(resolved ?? "")?.[1];
  const version = entry.fields.get("version") ?? null;
  notes.locked(
    {
      type: "npm-locked",
      name,
      version,
      source: resolved,
      digests: sha1 === undefined || isGit(resolved) ? integrity : [...integrity, `sha1:${sha1}`],
      asks: entry.asks,
      alias: aliases[0] ?? null,
      local: resolved === null,
    },
    entry.line,
  );
}

function isGit(source: string | null): boolean {
  return source !== null && /^git[+:@]|\.git#|codeload\./.test(source);
}

function readBerry(text: string): DocumentReading {
  const { root, problem } = parseBlockYaml(text);
  const notes = createNotes();
  for (const { key, value } of root.entries) {
    if (key !== "__metadata") noteBerry(key, value, notes);
  }
  return notes.reading(problem);
}

function noteBerry(key: string, value: Node, notes: Notes): void {
  const { name } = descriptor(key.split(",")[0] ?? key);
  const resolution = descriptor(texts(value, "resolution")[0] ?? "");
  const { range } = resolution;
  const plain = /^npm:([^:]*)(?:::__archiveUrl=(.*))?$/.exec(range);
  const asks = [...all(value, "dependencies"), ...all(value, "peerDependencies")];
  notes.locked(
    {
      type: "npm-locked",
      name,
      version: texts(value, "version")[0] ?? null,
      source: plain === null ? range : plain[2] === undefined ? null : decoded(plain[2]),
      digests: texts(value, "checksum").map(checksum),
      asks: asks.flatMap((list) => list.entries.flatMap(named)),
      alias: resolution.name === name ? null : resolution.name,
      local: /^(?:workspace|link|portal|patch|file|virtual):/.test(range),
      only: texts(value, "conditions").flatMap(conditionsIn),
    },
    value.line > 1 ? value.line - 1 : value,
  );
}

/** `os=darwin & cpu=x64`, and `(os=darwin | os=linux)`, which are alternatives. */
function conditionsIn(text: string): string[] {
  return [...text.matchAll(/\b(os|cpu|libc)=([\w-]+)/g)].map(([, key, value]) => `${key}:${value}`);
}

/** `10c0/<hex>`: the digest of Yarn's own archive, which depends on the form before the slash. */
function checksum(text: string): string {
  const slash = text.indexOf("/");
  return slash === -1
    ? `archive:${text}`
    : `archive ${text.slice(0, slash)}:${text.slice(slash + 1)}`;
}

/** What an entry asks for: the name, and the package behind it when that has another. */
function named(entry: { key: string; value: Node }): string[] {
  return [entry.key, ...aliasIn(textOf(entry.value) ?? "")];
}

function aliasIn(range: string): string[] {
  const match = /^npm:((?:@[^@/]+\/)?[^@/:]+)@/.exec(range);
  return match?.[1] === undefined ? [] : [match[1]];
}

/** `name@range`; the name may begin with a scope. */
export function descriptor(text: string): { name: string; range: string } {
  const plain = unquoted(text);
  const at = plain.indexOf("@", 1);
  return at === -1
    ? { name: plain, range: "" }
    : { name: plain.slice(0, at), range: plain.slice(at + 1) };
}

function unquoted(text: string): string {
  return text.trim().replace(/^"(.*)"$/, "$1");
}

function decoded(text: string): string {
  return URL.canParse(`x:?${text}`)
    ? (new URL(`x:?a=${text}`).searchParams.get("a") ?? text)
    : text;
}
