/**
 * The one way of untrusted text to people. Everything that comes from a pull request, its
 * author, a sandbox or a repository's own rules goes through one of these functions on its
 * way to Markdown, to the plain fields of a check run, to a terminal, a log line or a page.
 *
 * Each answers text in which nothing of the input acts: no control character, no character
 * that hides or reorders others, and in Markdown nothing outside a code node. Limits are
 * bytes of UTF-8 of the text as shown, before its note on what was left out.
 */

const UTF8 = new TextDecoder("utf-8");
const LINE_BYTES = 200;
const URL_PATH_BYTES = 1024;
/** This many blanks in a row move text out of sight; they are counted instead. */
const BLANKS = /[ \t]{40,}/g;

// ECMA-48 sequences: CSI, then strings that end in BEL or ST (OSC, DCS, SOS, PM, APC), then
// the rest. Unterminated ones lose nothing but their ESC, so that no text can be swallowed.
const TERMINAL_SEQUENCES =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]+[0-~]|\x1b[0-OQ-WYZ\\`-~]/g;

/**
 * What cannot be seen, or changes how its neighbours are seen: format and default-ignorable
 * characters (bidirectional controls, zero width, tags, variation selectors, fillers), line
 * and paragraph separators, blanks that are no plain space, private use, noncharacters, and
 * the second half of C1.
 */
const INVISIBLE =
  /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Co}\p{Noncharacter_Code_Point}\u0080-\u009f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800]/gu;
/** Marks stacked on one letter paint over the lines around it. */
const STACKED_MARKS = /(?<=\p{M}{3})\p{M}/gu;
const CONTROL = /[\0-\x08\x0b-\x1f\x7f]/g;

/** What an untrusted text may arrive as. Bytes are read as UTF-8, wrong ones as U+FFFD. */
export type Untrusted = string | Uint8Array;

/**
 * Takes terminal sequences out of a log, where colours are ordinary. Not for source code,
 * where such a sequence is evidence and is shown.
 */
export function stripTerminalSequences(text: Untrusted): string {
  return decode(text).replace(TERMINAL_SEQUENCES, "");
}

/** One line for a title, a log field or an annotation title. */
export function plainLine(text: Untrusted, maxBytes = LINE_BYTES): string {
  return oneLine(show(decode(text), maxBytes));
}

/** Lines for the message or the raw details of an annotation. */
export function plainBlock(text: Untrusted, maxBytes: number): string {
  return show(decode(text), maxBytes, true);
}

/** A Markdown code span in which the text stands as one line. */
export function codeSpan(text: Untrusted, maxBytes = LINE_BYTES): string {
  const line = plainLine(text, maxBytes);
  const fence = "`".repeat(longestRun(line) + 1);
  // One space on both sides is taken away again by CommonMark (spec 0.31, 6.1), unless the
  // span holds nothing but spaces.
  if (line.trim() === "") return line === "" ? "`⟨empty⟩`" : "`⟨blank⟩`";
  const pad = /^[` ]|[` ]$/.test(line) ? " " : "";
  return fence + pad + line + pad + fence;
}

/** A Markdown fenced block on lines of its own; never put it into a list, quote or table. */
export function codeBlock(text: Untrusted, maxBytes: number): string {
  const block = show(decode(text), maxBytes, true);
  const fence = "`".repeat(Math.max(3, longestRun(block) + 1));
  return `\n${fence}text\n${block}${block.endsWith("\n") ? "" : "\n"}${fence}\n`;
}

/** One line for a terminal. */
export function terminalLine(text: Untrusted, maxBytes = 2048): string {
  return plainLine(text, maxBytes);
}

/** Lines for a terminal; each line feed in it starts a line of ours, so indent them. */
export function terminalBlock(text: Untrusted, maxBytes: number, indent = ""): string {
  const block = show(decode(text), maxBytes, true).replace(/\n$/, "");
  return block
    .split("\n")
    .map((line) => indent + line)
    .join("\n");
}

/** Text for HTML, in an element or in a quoted attribute. */
export function html(text: Untrusted, maxBytes: number): string {
  const escapes: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    "`": "&#96;",
  };
  return show(decode(text), maxBytes, true).replace(
    /[&<>"'`]/g,
    (character) => escapes[character] ?? "",
  );
}

/**
 * Text for a SARIF message. A plain message can hold links, `[text](target)`, unless its
 * brackets are escaped (SARIF 2.1.0, 3.11.6).
 */
export function sarifMessage(text: Untrusted, maxBytes: number): string {
  return plainBlock(text, maxBytes).replace(/[\\[\]]/g, "\\$&");
}

/** A repository path as a relative address, each step escaped. */
export function relativeUri(path: string): string {
  const uri = path.toWellFormed().split("/").map(escapeSegment).join("/");
  // What begins with a slash would leave the folder, and with two of them, the machine.
  return uri.replace(/^\/+/, (slashes) => "%2F".repeat(slashes.length));
}

/**
 * Takes the use out of addresses, so that nobody gets there by a copy or a click:
 * `https://a.example/x` becomes `hxxps://a[.]example/x`.
 */
export function defang(text: string): string {
  return text
    .replace(/\b(h)tt(ps?)(?=:\/\/)/gi, "$1xx$2")
    .replace(/(:\/\/)([^\s/?#"'`<>]+)/g, (_, slashes: string, authority: string) => {
      return slashes + authority.replaceAll(".", "[.]");
    });
}

/** Where a blob link goes: a file of one commit, as GitHub shows it. */
export interface BlobPlace {
  /** The repository's page, from GitHub, not from the pull request; null where there is none. */
  repositoryUrl: string | null;
  sha: string;
  path: string;
  line?: number;
  endLine?: number;
}

/**
 * A Markdown link to a file whose text is its path in a code span; the span alone where no
 * address can name the file.
 */
export function blobLink(place: BlobPlace): string {
  const lines = place.line === undefined ? "" : `:${place.line}`;
  const label = codeSpan(place.path + lines);
  const url = blobUrl(place);
  return url === null ? label : `[${label}](${url})`;
}

/** A Markdown link to an address of our own; only its label may be untrusted. */
export function ownLink(label: Untrusted, url: string): string {
  // What ends or splits a link's target has an escaped form that leads to the same place.
  const target = url.replace(/[\s()<>\\]/g, escapeSegment);
  return `[${codeSpan(label)}](${target})`;
}

/** The address of a file of a commit, or null when its path has none that browsers keep. */
export function blobUrl(place: BlobPlace): string | null {
  if (place.repositoryUrl === null) return null;
  const segments = place.path.split("/");
  // A browser takes dot segments as steps, also when they are escaped: the link would leave
  // the blob. `\xHH` stands for bytes that are not UTF-8, which an address cannot carry.
  if (segments.some((segment) => /^\.{0,2}$/.test(segment))) return null;
  if (/\\x[0-9A-Fa-f]{2}/.test(place.path) || !place.path.isWellFormed()) return null;
  if (!/^[0-9a-f]{40,64}$/.test(place.sha)) return null;
  const path = segments.map(escapeSegment).join("/");
  // A path of some kilobytes would push everything else out of a check.
  if (path.length > URL_PATH_BYTES) return null;
  return `${place.repositoryUrl}/blob/${place.sha}/${path}${lineAnchor(place)}`;
}

function lineAnchor(place: BlobPlace): string {
  if (place.line === undefined) return "";
  const end = place.endLine !== undefined && place.endLine > place.line ? `-L${place.endLine}` : "";
  return `#L${place.line}${end}`;
}

/** `encodeURIComponent` leaves `()'*!~` as they are, and a `)` would end a Markdown link. */
function escapeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*~]/g,
    (character) => "%" + character.charCodeAt(0).toString(16).toUpperCase(),
  );
}

/**
 * Makes visible and cuts, at a code point, so that at most `maxBytes` of text and a note
 * remain; the note counts bytes of what is not shown. `byLine` prefers the border of a line.
 */
function show(text: string, maxBytes: number, byLine = false): string {
  const head = keep(text, maxBytes);
  const shown = visible(head);
  const cut = keep(shown, maxBytes);
  const omitted =
    Buffer.byteLength(text) -
    Buffer.byteLength(head) +
    (Buffer.byteLength(shown) - Buffer.byteLength(cut));
  if (omitted === 0) return cut;
  if (!byLine) return `${cut}… ${omitted} bytes omitted`;
  const border = cut.lastIndexOf("\n") + 1;
  if (border <= cut.length / 2) return `${cut}\n… ${omitted} bytes omitted`;
  const rest = Buffer.byteLength(cut.slice(border));
  return `${cut.slice(0, border)}… ${omitted + rest} bytes omitted`;
}

function keep(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  // No character is shorter than one byte, so this many units are enough.
  const bytes = Buffer.from(text.slice(0, maxBytes + 1));
  let end = maxBytes;
  // A byte 10xxxxxx belongs to the character before the cut.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString("utf8");
}

function decode(text: Untrusted): string {
  return (typeof text === "string" ? text : UTF8.decode(text)).toWellFormed();
}

/** Line feeds and tabs stay; everything else that acts or hides is shown. */
function visible(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "␍\n")
    .replace(CONTROL, (character) => pictureOf(character.charCodeAt(0)))
    .replace(STACKED_MARKS, codePointOf)
    .replace(INVISIBLE, codePointOf)
    .replace(BLANKS, (blanks) => `⟨${blanks.length} blanks⟩`);
}

function oneLine(text: string): string {
  return text.replaceAll("\n", "⏎").replaceAll("\t", "⇥");
}

/** Unicode has a picture for each C0 control, at U+2400 plus its code, and one for DEL. */
function pictureOf(code: number): string {
  return String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
}

function codePointOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  return longest;
}
