/** How a file's bytes read, whatever it is called. */
export type ByteKind = "empty" | "text" | "binary";

/** A file is text when at most this share of its bytes can stand in none. */
const MOST_ODD_SHARE = 0.02;

/**
 * Tells text from binary data by every byte, not by the first block: a text behind a few
 * NULs still runs, and a program behind a few letters is still one. Linear, no allocation.
 */
export function byteKind(bytes: Uint8Array): ByteKind {
  if (bytes.length === 0) return "empty";
  if (hasUtf16Mark(bytes)) return "text";
  let odd = 0;
  let index = 0;
  while (index < bytes.length) {
    const length = sequenceLength(bytes, index);
    if (length === 0) odd += 1;
    index += Math.max(1, length);
  }
  return odd <= bytes.length * MOST_ODD_SHARE || isLatinText(bytes) ? "text" : "binary";
}

/** Length of the text character at `index`: 0 for a byte that no UTF-8 text has there. */
function sequenceLength(bytes: Uint8Array, index: number): number {
  const first = bytes[index] ?? 0;
  if (first < 0x80) return isTextByte(first) ? 1 : 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0 || first > 0xf4) return 0;
  for (let offset = 1; offset < length; offset += 1) {
    const next = bytes[index + offset];
    if (next === undefined || (next & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function isTextByte(byte: number): boolean {
  return (byte >= 0x20 && byte !== 0x7f) || (byte >= 0x08 && byte <= 0x0d) || byte === 0x1b;
}

/** Text in a one-byte encoding: mostly ASCII letters, and no control bytes at all. */
function isLatinText(bytes: Uint8Array): boolean {
  let ascii = 0;
  for (const byte of bytes) {
    if (byte < 0x80) {
      if (!isTextByte(byte)) return false;
      ascii += 1;
    }
  }
  return ascii >= bytes.length * 0.7;
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  // An MP3 frame may begin with FF FE as well; a UTF-16 text has even length.
  return bytes.length % 2 === 0 && ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff));
}
