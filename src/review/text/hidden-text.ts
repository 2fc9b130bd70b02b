import { controlNote } from "./control.ts";
import type { FactList } from "./fact-list.ts";
import { fileSort, type FileSort } from "./file-sort.ts";
import { invisibleSort, type InvisibleSort } from "./invisible.ts";
import type { Lines } from "./lines.ts";
import { unexplained, type Sign } from "./ordinary.ts";
import { createSurroundings, type SurroundingsOf } from "./surroundings.ts";

/** So many invisible characters together, or in one line, carry something. */
const PAYLOAD_RUN = 8;
const PAYLOAD_LINE = 16;
/** Icon fonts put one or two private characters together; a list of them has quotes between. */
const PRIVATE_RUN = 16;

interface Search {
  text: string;
  path: string;
  sort: FileSort;
  list: FactList;
  lines: Lines;
  around: SurroundingsOf;
  /** Unexplained characters of the line that was looked at last. */
  line: { number: number; unexplained: number };
}

/** Finds characters that hide text, turn it around or carry a payload unseen. */
export function hiddenText(text: string, path: string, list: FactList, lines: Lines): void {
  const line = { number: 0, unexplained: 0 };
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
  countInLine(search, left.length, start);
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

/** Many scattered over one line spell something, each of them being harmless. */
function countInLine({ line, lines, list }: Search, found: number, start: number): void {
  const number = lines.span(start, start + 1).line;
  if (number !== line.number) Object.assign(line, { number, unexplained: 0 });
  const before = line.unexplained;
  line.unexplained += found;
  if (before < PAYLOAD_LINE && line.unexplained >= PAYLOAD_LINE) {
    list.add("hidden-payload", lines.startOf(number), start + 1, "scattered over the line");
  }
}

/** Whether a few invisible characters change what a word is. */
function matters({ text, sort }: Search, run: readonly Sign[]): boolean {
  const first = run[0];
  if (first === undefined) return false;
  const before = /[\p{L}\p{N}_$]/u.test(text.slice(Math.max(0, first.at - 2), first.at));
  const after = /^[\p{L}\p{N}_$]/u.test(text.slice(endOf(run), endOf(run) + 2));
  if (sort !== "code") {
    return before && after && !run.every((sign) => sign.sort === "soft" || isPlainSelector(sign));
  }
  // A filler is a letter to a compiler: it is a name by itself.
  return before || after || run.some((sign) => sign.sort === "filler");
}

function isPlainSelector({ code }: Sign): boolean {
  return code === 0xfe0e || code === 0xfe0f;
}
