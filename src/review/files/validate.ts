import { bytesAt } from "./formats.ts";

/**
 * Where a container's own structure says that it ends, or null when the structure is broken
 * or not checked here. A file whose structure holds and ends with its last byte has no room
 * for anything else, apart from what its decoder is made to show.
 */
export function endOf(format: string, bytes: Uint8Array): number | null {
  const check = ENDS[format];
  if (check === undefined) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = check(bytes, view);
  return end === null || end > bytes.length ? null : end;
}

type End = (bytes: Uint8Array, view: DataView) => number | null;

const ENDS: Readonly<Record<string, End>> = {
  png: endOfPng,
  gif: endOfGif,
  jpeg: endOfJpeg,
  webp: endOfRiff,
  woff: (_, view) => size(view, 8, false),
  woff2: (_, view) => size(view, 8, false),
  ttf: endOfSfnt,
  otf: endOfSfnt,
  ico: endOfIcon,
  bmp: (_, view) => size(view, 2, true),
};

function size(view: DataView, at: number, little: boolean): number | null {
  return view.byteLength < 48 ? null : view.getUint32(at, little);
}

/** Chunks of length, type, data and check sum, up to `IEND` (PNG 1.2 §3.2). */
function endOfPng(bytes: Uint8Array, view: DataView): number | null {
  if (!bytesAt(bytes, 12, "IHDR")) return null;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const last = bytesAt(bytes, at + 4, "IEND");
    at += 12 + view.getUint32(at, false);
    if (last) return at;
  }
  return null;
}

/** Blocks up to the trailer 0x3B (GIF89a §27). */
function endOfGif(bytes: Uint8Array): number | null {
  let at = 13 + colourTable(bytes[10] ?? 0);
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === 0x3b) return at + 1;
    if (kind === 0x21) at = afterSubBlocks(bytes, at + 2);
    else if (kind === 0x2c) at = afterSubBlocks(bytes, at + 11 + colourTable(bytes[at + 9] ?? 0));
    else return null;
  }
  return null;
}

function colourTable(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function afterSubBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    const length = bytes[at];
    if (length === undefined) return bytes.length + 1;
    at += 1 + length;
    if (length === 0) return at;
  }
}

/** Segments, then entropy-coded data, up to the marker FF D9 (ITU T.81 annex B). */
function endOfJpeg(bytes: Uint8Array, view: DataView): number | null {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker === 0xda) at = afterScan(bytes, at + 2 + view.getUint16(at + 2, false));
    else at += 2 + view.getUint16(at + 2, false);
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2;
  }
  return null;
}

function afterScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    const stuffed = next === 0 || (next >= 0xd0 && next <= 0xd7);
    if (bytes[at] === 0xff && !stuffed) return at;
  }
  return bytes.length;
}

function endOfRiff(bytes: Uint8Array, view: DataView): number | null {
  return bytes.length < 12 ? null : 8 + view.getUint32(4, true);
}

/** The table that ends last, padded to four bytes (OpenType, "Organization of an OpenType font"). */
function endOfSfnt(bytes: Uint8Array, view: DataView): number | null {
  if (bytes.length < 12) return null;
  const tables = view.getUint16(4, false);
  if (tables === 0 || 12 + tables * 16 > bytes.length) return null;
  let end = 12 + tables * 16;
  for (let index = 0; index < tables; index += 1) {
    const row = 12 + index * 16;
    end = Math.max(end, view.getUint32(row + 8, false) + view.getUint32(row + 12, false));
  }
  return end > bytes.length ? null : Math.min(bytes.length, Math.ceil(end / 4) * 4);
}

function endOfIcon(bytes: Uint8Array, view: DataView): number | null {
  const count = view.getUint16(4, true);
  if (6 + count * 16 > bytes.length) return null;
  let end = 6 + count * 16;
  for (let index = 0; index < count; index += 1) {
    const row = 6 + index * 16;
    end = Math.max(end, view.getUint32(row + 8, true) + view.getUint32(row + 12, true));
  }
  return end;
}
