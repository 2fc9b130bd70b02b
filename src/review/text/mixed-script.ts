import type { FactList } from "./fact-list.ts";
import { fileSort } from "./file-sort.ts";
import type { Lines } from "./lines.ts";

/** Longest word that is looked at in one piece. */
const LONGEST_WORD = 256;

/** Cyrillic letters that look like Latin ones in most fonts (Unicode TR 39, confusables.txt). */
const CYRILLIC = "аеорсухіјѕһԁԛԝӏѵґкАВЕКМНОРСТУХІЈЅԌҮӀ";
/** Greek letters that are read as Latin ones and are rarely signs of mathematics. */
const GREEK = "οικυνΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳϹ";
const OTHER = "օոսհցկզքԼՏՍՕᎪᎬᎳᎻᏃᏙᏚᏞᏟᏢᏴꓐꓑꓒꓓꓔꓖꓗꓙꓚꓝꓡꓢꓣꓧꓬꓮꓰꓲꓳꓴ";
const CONFUSABLE = new Set([...CYRILLIC, ...GREEK, ...OTHER]);
/** Latin letters that those of `CYRILLIC` and `GREEK` are read as, in the same order. */
const LATIN = "aeopcyxijshdqwlvrkABEKMHOPCTYXIJSGYIoikuvABEZHIKMNOPTYXcjC";
const READ_AS = new Map([...CYRILLIC, ...GREEK].map((sign, index) => [sign, LATIN.charAt(index)]));
/** Signs that pass for syntax: a click letter for "!", the Greek question mark for ";". */
const SYNTAX = /[\u01c3\u037e\ua789\u2236\u2044\u2215\uff1b]/;

/** Finds words put together from letters of two scripts that look alike. */
export function mixedScript(text: string, path: string, list: FactList, lines: Lines): void {
  const code = fileSort(path) === "code";
  const word = /[^\x00-\x7f]/g;
  for (let match = word.exec(text); match !== null; match = word.exec(text)) {
    const { start, end } = wordAround(text, match.index);
    const note = judge(text, start, end, code, path, lines);
    const said = note === MIXED && code ? twin(text, start, end) : note;
    if (said !== null) list.add("mixed-script", start, end, said);
    word.lastIndex = Math.max(end, match.index + 1);
  }
}

const MIXED = "letters of two scripts in one word";

/** Beside a name in Latin letters, the same name in others is another one that nobody tells apart. */
function twin(text: string, start: number, end: number): string {
  const plain = [...text.slice(start, end)].map((sign) => READ_AS.get(sign) ?? sign).join("");
  const isName = /^[A-Za-z_]\w{2,80}$/.test(plain);
  const stands = isName && new RegExp(`(?<![\\w$])${plain}(?![\\w$])`).test(text);
  return stands ? `${MIXED}, beside the same word in Latin letters` : MIXED;
}

function wordAround(text: string, at: number): { start: number; end: number } {
  let start = at;
  while (start > 0 && at - start < LONGEST_WORD && isWordUnit(text, start - 1)) start -= 1;
  let end = at + 1;
  while (end < text.length && end - at < LONGEST_WORD && isWordUnit(text, end)) end += 1;
  return { start, end };
}

/** Letters, digits, marks and halves of a surrogate pair. */
function isWordUnit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) {
    return (
      (unit >= 0x61 && unit <= 0x7a) ||
      (unit >= 0x41 && unit <= 0x5a) ||
      (unit >= 0x30 && unit <= 0x39) ||
      unit === 0x5f
    );
  }
  if (unit >= 0xd800 && unit <= 0xdfff) return true;
  return /[\p{L}\p{M}\p{N}]/u.test(text.charAt(at));
}

function judge(
  text: string,
  start: number,
  end: number,
  code: boolean,
  path: string,
  lines: Lines,
): string | null {
  const word = text.slice(start, end);
  if (code && SYNTAX.test(word.length > 0 ? word : text.charAt(start)))
    return syntaxNote(text, start, end);
  const foreign = [...word].filter((sign) => sign > "\x7f" && /\p{L}/u.test(sign));
  const confusable = foreign.filter((sign) => CONFUSABLE.has(sign));
  const latin = word.match(/[A-Za-z]/g)?.length ?? 0;
  if (/\.pyw?$/.test(path) && isStyledName(text, word, end)) {
    return `letters that Python reads as "${word.normalize("NFKC")}"`;
  }
  if (confusable.length === 0) return null;
  if (latin === 0) {
    return foreign.length === confusable.length &&
      foreign.length >= 3 &&
      isLonely(text, start, word, lines)
      ? "a word of foreign letters that reads as Latin"
      : null;
  }
  return foreign.length === confusable.length &&
    !isInflected(text, word, start, lines) &&
    !isSymbol(word, foreign)
    ? MIXED
    : null;
}

/** In code an exclamation mark or a semicolon that is none changes what a line does. */
function syntaxNote(text: string, start: number, end: number): string | null {
  const around = text.slice(Math.max(0, start - 2), end + 2);
  return /\u01c3\s?=|\u037e\s*$|\u037e\n|\w[\ua789\u2236]|[A-Za-z_)][\u2044\u2215]\w|\uff1b\s*$/m.test(
    around,
  )
    ? "a letter that looks like syntax"
    : null;
}

/** A Latin abbreviation with a Russian ending: `APIа`, `URLов`, beside other Russian words. */
function isInflected(text: string, word: string, start: number, lines: Lines): boolean {
  if (!/^[A-Za-z\d]+[а-яё]{1,3}$/u.test(word)) return false;
  return /[б-дж-нп-рт-яё]{2}/u.test(lineOf(text, start, lines));
}

/** One Greek letter at either end of a short name is mathematics: `νmax`, `kο`. */
function isSymbol(word: string, foreign: readonly string[]): boolean {
  const [sign] = foreign;
  if (foreign.length !== 1 || sign === undefined || !/\p{sc=Greek}/u.test(sign)) return false;
  const edge = word.startsWith(sign) || word.endsWith(sign);
  return edge && sign !== "ο" && [...word].length <= 5;
}

/** A lookalike word among Latin words only: `сору`, `раураl`. */
function isLonely(text: string, start: number, word: string, lines: Lines): boolean {
  const rest = lineOf(text, start, lines).replace(word, "");
  return /[A-Za-z]{2}/.test(rest) && !/[^\x00-\x7f]/.test(rest);
}

/** Mathematical or full-width letters used as a name: NFKC makes plain ASCII of them. */
function isStyledName(text: string, word: string, end: number): boolean {
  if (!/[\u{1d400}-\u{1d7ff}\uff21-\uff5a]/u.test(word)) return false;
  return (
    /^[A-Za-z_]\w*$/.test(word.normalize("NFKC")) && /^\s?[(.=[]/.test(text.slice(end, end + 2))
  );
}

function lineOf(text: string, start: number, lines: Lines): string {
  const { line } = lines.span(start, start + 1);
  return text.slice(
    Math.max(lines.startOf(line), start - 300),
    Math.min(lines.startOf(line + 1), start + 300),
  );
}
