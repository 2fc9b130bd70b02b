import { controlNote } from "./control.ts";
import type { FactList } from "./fact-list.ts";
import { fileSort, type FileSort } from "./file-sort.ts";
import { invisibleSort, type InvisibleSort } from "./invisible.ts";
import type { Lines } from "./lines.ts";
import { unexplained, type Sign } from "./ordinary.ts";
import { createSurroundings, type SurroundingsOf } from "./surroundings.ts";

/** So many invisible characters together, or this near to each other in a line, carry something. */
const PAYLOAD_RUN = 8;
const PAYLOAD_NEAR = 16;
const NEAR = 600;
/** Icon fonts put one or two private characters together; a list of them has quotes between. */
const PRIVATE_RUN = 16;

const WORD_END = /[\p{L}\p{N}_$]$/u;
const WORD_START = /^[\p{L}\p{N}_$]/u;
/** The end of a name; letters of formulas and digits alone make none. */
const NAME_END = /(?![\u{1d400}-\u{1d7ff}])[\p{L}_$][\p{L}\p{N}_$]*$/u;
/** Unicode's ID_Continue has these (`DerivedCoreProperties.txt`; ECMAScript adds the joiners). */
const PART_OF_NAMES: ReadonlySet<InvisibleSort> = new Set(["joiner", "selector", "ignorable"]);

interface Search {
  text: string;
  path: string;
  sort: FileSort;
  list: FactList;
  lines: Lines;
  around: SurroundingsOf;
  /** Where the last unexplained characters of a line stand, and whether that was said. */
  line: { number: number; places: number[]; said: boolean };
}

/** Finds characters that hide text, turn it around or carry a payload unseen. */
export function hiddenText(text: string, path: string, list: FactList, lines: Lines): void {
  const line = { number: 0, places: [], said: false };
  const around = createSurroundings(text, lines);
  const search: Search = { text, path, sort: fileSort(path), list, lines, around, line };
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if ((unit >= 0x20 && unit < 0x7f) || unit === 0x0a || unit === 0x09) continue;
    if (unit < 0xa0) {
      const control = controlNote(text, at, path, lines);
      if (control !== null) list.add("control-character", at, control.end, control.note);
      if (control !== null) at = control.end - 1;
      continue;
    }
    const run = runAt(text, at);
    if (run.length === 0) continue;
    judge(search, run);
    at = endOf(run) - 1;
  }
}

/** The invisible characters that follow each other from `at` on. */
function runAt(text: string, at: number): Sign[] {
  const run: Sign[] = [];
  for (let next = at; next < text.length;) {
    const code = text.codePointAt(next) ?? 0;
    const sort = invisibleSort(code);
    if (sort === null || (run.length > 0 && isPrivate(sort) !== isPrivate(run[0]?.sort))) break;
    run.push({ code, sort, at: next });
    next += code > 0xffff ? 2 : 1;
  }
  return run;
}

function isPrivate(sort: InvisibleSort | undefined): boolean {
  return sort === "private";
}

function endOf(run: readonly Sign[]): number {
  const last = run[run.length - 1];
  return last === undefined ? 0 : last.at + (last.code > 0xffff ? 2 : 1);
}

function judge(search: Search, run: readonly Sign[]): void {
  const { text, list } = search;
  const start = run[0]?.at ?? 0;
  const end = endOf(run);
  if (run[0]?.sort === "private") {
    if (run.length >= PRIVATE_RUN) list.add("hidden-payload", start, end, count(run.length));
    return;
  }
  const left = unexplained(text, run, search.sort, search.around);
  if (left.length === 0) return;
  if (left.some((sign) => sign.sort === "tag")) {
    list.add("tag-characters", start, end, tagNote(left));
    return;
  }
  if (left.length >= PAYLOAD_RUN) {
    list.add("hidden-payload", start, end, count(left.length));
    return;
  }
  if (left.some((sign) => sign.sort === "bidi")) list.add("bidi-control", start, end);
  else if (matters(search, left)) list.add("invisible-character", start, end);
  countInLine(search, left);
}

/** Tag characters spell ASCII: the reader of a finding gets to see what a model would. */
function tagNote(run: readonly Sign[]): string {
  const spelt = run
    .filter((sign) => sign.code >= 0xe0020 && sign.code < 0xe007f)
    .map((sign) => String.fromCharCode(sign.code - 0xe0000));
  return `hidden text "${spelt.join("").slice(0, 160)}"`;
}

function count(characters: number): string {
  return `${characters} characters that nobody sees`;
}

/** Many scattered over a piece of a line spell something, each of them being harmless. */
function countInLine({ line, lines, list }: Search, left: readonly Sign[]): void {
  for (const { at } of left) {
    const number = lines.span(at, at + 1).line;
    if (number !== line.number) Object.assign(line, { number, places: [], said: false });
    line.places.push(at);
    if (line.places.length > PAYLOAD_NEAR) line.places.shift();
    const [first = at] = line.places;
    if (line.said || line.places.length < PAYLOAD_NEAR || at - first > NEAR) continue;
    line.said = true;
    list.add("hidden-payload", first, at + 1, "scattered over the line");
  }
}

/** Whether a few invisible characters change what a word is. */
function matters({ text, sort }: Search, run: readonly Sign[]): boolean {
  const first = run[0];
  if (first === undefined) return false;
  const before = text.slice(Math.max(0, first.at - 64), first.at);
  const inside = WORD_END.test(before) && WORD_START.test(text.slice(endOf(run), endOf(run) + 2));
  if (sort !== "code") {
    return inside && !run.every((sign) => sign.sort === "soft" || isPlainSelector(sign));
  }
  // A filler is a letter to a compiler: it is a name by itself.
  if (run.some((sign) => sign.sort === "filler")) return true;
  // Compilers take these for a part of the name that they stand in or end; no others.
  if (run.some((sign) => PART_OF_NAMES.has(sign.sort)) && NAME_END.test(before)) return true;
  return inside && /[\w$]$/.test(before);
}

function isPlainSelector({ code }: Sign): boolean {
  return code === 0xfe0e || code === 0xfe0f;
}
