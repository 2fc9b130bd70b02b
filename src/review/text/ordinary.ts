import type { FileSort } from "./file-sort.ts";
import type { InvisibleSort } from "./invisible.ts";
import type { SurroundingsOf } from "./surroundings.ts";

/** One invisible character and where it stands. */
export interface Sign {
  code: number;
  sort: InvisibleSort;
  at: number;
}

/** Subdivision flags that keyboards offer (Unicode, RGI emoji tag sequences). */
const FLAGS = ["gbeng", "gbsct", "gbwls"];
/** Scripts that need joiners, and those that break lines without blanks. */
const JOINING =
  /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Thai}\p{sc=Laoo}\p{sc=Mymr}\p{sc=Khmr}\p{sc=Tibt}\p{sc=Hebr}\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u;
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/u;
/** What a presentation selector can follow: signs, keycaps, and letters of East Asia. */
const SELECTABLE = /[\p{So}\p{Sm}\p{Sk}\p{P}\p{Emoji}\p{sc=Hani}\p{sc=Mymr}]/u;

/** Those characters of a run which ordinary writing does not explain. */
export function unexplained(
  text: string,
  run: readonly Sign[],
  sort: FileSort,
  lines: SurroundingsOf,
): Sign[] {
  const first = run[0];
  const last = run[run.length - 1];
  if (first === undefined || last === undefined) return [];
  const before = characterBefore(text, first.at);
  const after = characterAt(text, last.at + (last.code > 0xffff ? 2 : 1));
  if (isFlag(before, run)) return [];
  const around = { text, before, after, sort, lines, alone: run.length === 1 };
  return run.filter((sign, index) => !isOrdinary(sign, run[index - 1] ?? null, around));
}

interface Around {
  text: string;
  before: string;
  after: string;
  sort: FileSort;
  lines: SurroundingsOf;
  alone: boolean;
}

function isOrdinary(sign: Sign, previous: Sign | null, around: Around): boolean {
  switch (sign.sort) {
    case "selector":
      return previous === null && isSelector(sign.code, around.before);
    case "joiner":
      return isJoiner(sign, previous, around);
    case "space":
      if (sign.code === 0xfeff && isLineStart(around.text, sign.at)) return true;
      return around.alone && JOINING.test(around.before + around.after);
    case "soft":
    case "mark":
      return around.alone && (around.sort !== "code" || around.lines(sign.at).rightToLeft);
    case "bidi":
      return isOrdinaryBidi(sign, around);
    case "filler":
      return around.alone && /[\p{sc=Hang}]/u.test(around.before + around.after);
    case "braille":
      return around.lines(sign.at).braille;
    case "ignorable":
      return around.alone && JOINING.test(around.before) && sign.code < 0x2000;
    case "tag":
    case "private":
      return false;
  }
}

/** Emoji and text style after a sign; ideographic and Mongolian variants after their letters. */
function isSelector(code: number, before: string): boolean {
  if (code >= 0xe0100) return /\p{sc=Hani}/u.test(before);
  if (code < 0x1900) return /\p{sc=Mong}/u.test(before);
  if (code >= 0xfe0e) return SELECTABLE.test(before);
  return code <= 0xfe02 && SELECTABLE.test(before) && !EMOJI.test(before);
}

function isJoiner(sign: Sign, previous: Sign | null, around: Around): boolean {
  const styled = previous?.code === 0xfe0f;
  if (previous !== null && !styled) return false;
  if (sign.code === 0x200d && EMOJI.test(around.before) && EMOJI.test(around.after)) return true;
  return around.alone && JOINING.test(around.before + around.after);
}

/**
 * Embeddings and isolates are ordinary in text for people when the line really has letters of
 * both directions and closes what it opens. An override never is.
 */
function isOrdinaryBidi(sign: Sign, around: Around): boolean {
  if (around.sort === "code" || sign.code === 0x202d || sign.code === 0x202e) return false;
  const { rightToLeft, balanced } = around.lines(sign.at);
  return rightToLeft && balanced;
}

function isFlag(before: string, run: readonly Sign[]): boolean {
  if (before !== "\u{1f3f4}" || run[run.length - 1]?.code !== 0xe007f) return false;
  const letters = run.slice(0, -1).map((sign) => String.fromCharCode(sign.code - 0xe0000));
  return FLAGS.includes(letters.join(""));
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text.charCodeAt(at - 1) === 0x0a;
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

function characterBefore(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1);
  const low = unit >= 0xdc00 && unit <= 0xdfff;
  return at === 0 ? "" : characterAt(text, low ? at - 2 : at - 1);
}
