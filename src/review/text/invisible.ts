/** Sorts of characters that leave nothing on the screen. */
export type InvisibleSort =
  | "bidi"
  | "mark"
  | "joiner"
  | "space"
  | "soft"
  | "filler"
  | "braille"
  | "selector"
  | "tag"
  | "private"
  | "ignorable";

type Range = [from: number, to: number, sort: InvisibleSort];

/**
 * Ranges in order (Unicode 16, `DerivedCoreProperties.txt`, Default_Ignorable_Code_Point, and
 * those which fonts show as blank). `mark`: direction marks, ordinary in right-to-left text.
 */
const RANGES: readonly Range[] = [
  [0x00ad, 0x00ad, "soft"],
  [0x034f, 0x034f, "ignorable"],
  [0x061c, 0x061c, "mark"],
  [0x115f, 0x1160, "filler"],
  [0x17b4, 0x17b5, "ignorable"],
  [0x180b, 0x180d, "selector"],
  [0x180e, 0x180e, "ignorable"],
  [0x180f, 0x180f, "selector"],
  [0x200b, 0x200b, "space"],
  [0x200c, 0x200d, "joiner"],
  [0x200e, 0x200f, "mark"],
  [0x202a, 0x202e, "bidi"],
  [0x2060, 0x2065, "space"],
  [0x2066, 0x2069, "bidi"],
  [0x206a, 0x206f, "ignorable"],
  [0x2800, 0x2800, "braille"],
  [0x3164, 0x3164, "filler"],
  [0xe000, 0xf8ff, "private"],
  [0xfe00, 0xfe0f, "selector"],
  [0xfeff, 0xfeff, "space"],
  [0xffa0, 0xffa0, "filler"],
  [0xfff0, 0xfffb, "ignorable"],
  [0x1bca0, 0x1bca3, "ignorable"],
  [0x1d173, 0x1d17a, "ignorable"],
  [0xe0000, 0xe007f, "tag"],
  [0xe0080, 0xe00ff, "ignorable"],
  [0xe0100, 0xe01ef, "selector"],
  [0xe01f0, 0xe0fff, "ignorable"],
  [0xf0000, 0x10ffff, "private"],
];

/** What sort of invisible character a code point is; null for one that is seen. */
export function invisibleSort(code: number): InvisibleSort | null {
  if (code < 0xad) return null;
  for (const [from, to, sort] of RANGES) {
    if (code < from) return null;
    if (code <= to) return sort;
  }
  return null;
}
