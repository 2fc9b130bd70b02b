import type { Lines } from "./lines.ts";

/** What the line around a character holds. */
export interface Surroundings {
  rightToLeft: boolean;
  braille: boolean;
  /** Every embedding and isolate that is opened is closed again. */
  balanced: boolean;
}

/** Answers for an offset; neighbours are asked for one after the other, and cost little. */
export type SurroundingsOf = (at: number) => Surroundings;

/** Long lines are looked at in pieces, each with a bit of its neighbours. */
const PIECE = 2000;
const MARGIN = 200;
const RIGHT_TO_LEFT = /[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u;

/** Keeps the last piece that was looked at. */
export function createSurroundings(text: string, lines: Lines): SurroundingsOf {
  let last = { from: -1, to: -1, answer: look("", false) };
  return (at) => {
    if (at >= last.from && at < last.to) return last.answer;
    const { line } = lines.span(at, at + 1);
    const start = lines.startOf(line);
    const end = lines.startOf(line + 1);
    const from = start + Math.floor((at - start) / PIECE) * PIECE;
    const to = Math.min(end, from + PIECE);
    const piece = text.slice(Math.max(start, from - MARGIN), Math.min(end, to + MARGIN));
    last = { from, to, answer: look(piece, end - start > PIECE) };
    return last.answer;
  };
}

function look(piece: string, cut: boolean): Surroundings {
  const opened = piece.match(/[\u202a\u202b\u2066-\u2068]/g)?.length ?? 0;
  const closed = piece.match(/[\u202c\u2069]/g)?.length ?? 0;
  return {
    rightToLeft: RIGHT_TO_LEFT.test(piece),
    braille: /[\u2801-\u28ff]/.test(piece),
    // A cut may part a pair at either end.
    balanced: Math.abs(opened - closed) <= (cut ? 2 : 0),
  };
}
