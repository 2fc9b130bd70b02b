/** What a file format is for, as far as a review cares. */
export type FormatFamily =
  "executable" | "image" | "font" | "archive" | "media" | "document" | "data";

/** One binary format and the bytes that tell it. */
export interface Format {
  name: string;
  family: FormatFamily;
  /** How a sentence names it: "… is an ELF program". */
  phrase: string;
  recognise: (bytes: Uint8Array) => boolean;
}

type Row = [string, FormatFamily, string, (bytes: Uint8Array) => boolean];

/**
 * Formats by their magic bytes, the more certain first. Sources: the formats' own
 * specifications and `magic(5)` of file(1).
 */
export const FORMATS: readonly Format[] = (
  [
    ["elf", "executable", "an ELF program", starts("\x7fELF")],
    ["pe", "executable", "a Windows program", isPe],
    ["macho", "executable", "a macOS program", isMachO],
    ["class", "executable", "Java bytecode", isJavaClass],
    ["dex", "executable", "Android bytecode", starts("dex\n0")],
    ["wasm", "executable", "a WebAssembly module", starts("\0asm")],
    ["pyc", "executable", "Python bytecode", isPythonBytecode],
    ["luac", "executable", "Lua bytecode", starts("\x1bLua")],
    ["bitcode", "executable", "LLVM bitcode", starts("BC\xc0\xde")],
    ["png", "image", "a PNG image", starts("\x89PNG\r\n\x1a\n")],
    ["jpeg", "image", "a JPEG image", starts("\xff\xd8\xff")],
    ["gif", "image", "a GIF image", either(starts("GIF87a"), starts("GIF89a"))],
    ["webp", "image", "a WebP image", riff("WEBP")],
    ["bmp", "image", "a BMP image", isBmp],
    ["ico", "image", "an icon", isIcon],
    ["tiff", "image", "a TIFF image", either(starts("II*\0"), starts("MM\0*"))],
    ["avif", "image", "an AVIF or HEIC image", isHeif],
    ["psd", "image", "a Photoshop image", starts("8BPS\0\x01")],
    ["woff", "font", "a WOFF font", starts("wOFF")],
    ["woff2", "font", "a WOFF2 font", starts("wOF2")],
    ["ttf", "font", "a TrueType font", either(starts("\0\x01\0\0"), starts("true\0"))],
    ["otf", "font", "an OpenType font", starts("OTTO\0")],
    ["ttc", "font", "a font collection", starts("ttcf\0")],
    ["zip", "archive", "a ZIP archive", either(starts("PK\x03\x04"), starts("PK\x05\x06"))],
    ["gzip", "archive", "gzip data", starts("\x1f\x8b\x08")],
    ["bzip2", "archive", "bzip2 data", isBzip2],
    ["xz", "archive", "xz data", starts("\xfd7zXZ\0")],
    ["zstd", "archive", "Zstandard data", starts("\x28\xb5\x2f\xfd")],
    ["7z", "archive", "a 7-Zip archive", starts("7z\xbc\xaf\x27\x1c")],
    ["rar", "archive", "a RAR archive", starts("Rar!\x1a\x07")],
    ["tar", "archive", "a tar archive", startsAt(257, "ustar")],
    ["ar", "archive", "an object or package archive", starts("!<arch>\n")],
    ["ole", "document", "an OLE document or installer", starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")],
    ["pdf", "document", "a PDF document", starts("%PDF-")],
    ["sqlite", "data", "an SQLite database", starts("SQLite format 3\0")],
    ["mp3", "media", "MP3 audio", either(starts("ID3"), isMpegFrame)],
    ["ogg", "media", "Ogg media", starts("OggS\0")],
    ["flac", "media", "FLAC audio", starts("fLaC\0")],
    ["wav", "media", "WAVE audio", riff("WAVE")],
    ["avi", "media", "AVI video", riff("AVI ")],
    ["mp4", "media", "MPEG-4 media", startsAt(4, "ftyp")],
    ["webm", "media", "WebM or Matroska video", starts("\x1aE\xdf\xa3")],
    ["mpeg-ts", "media", "an MPEG transport stream", isTransportStream],
  ] satisfies Row[]
).map(([name, family, phrase, recognise]) => ({ name, family, phrase, recognise }));

/** The format that the first bytes tell, or null when none does. */
export function formatOf(bytes: Uint8Array): Format | null {
  return FORMATS.find((format) => format.recognise(bytes)) ?? null;
}

/** Tells whether Latin-1 `text` stands at `offset`. */
export function bytesAt(bytes: Uint8Array, offset: number, text: string): boolean {
  if (bytes.length < offset + text.length) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

function starts(text: string): (bytes: Uint8Array) => boolean {
  return (bytes) => bytesAt(bytes, 0, text);
}

function startsAt(offset: number, text: string): (bytes: Uint8Array) => boolean {
  return (bytes) => bytesAt(bytes, offset, text);
}

function either(
  a: (bytes: Uint8Array) => boolean,
  b: (bytes: Uint8Array) => boolean,
): (bytes: Uint8Array) => boolean {
  return (bytes) => a(bytes) || b(bytes);
}

function riff(kind: string): (bytes: Uint8Array) => boolean {
  return (bytes) => bytesAt(bytes, 0, "RIFF") && bytesAt(bytes, 8, kind);
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** "MZ" alone begins many words: the offset of the PE header must lead to one. */
function isPe(bytes: Uint8Array): boolean {
  if (!bytesAt(bytes, 0, "MZ") || bytes.length < 64) return false;
  const header = view(bytes).getUint32(60, true);
  return bytesAt(bytes, header, "PE\0\0") || bytesAt(bytes, header, "NE") || bytes[2] === 0x90;
}

function isMachO(bytes: Uint8Array): boolean {
  if (bytes.length < 8) return false;
  const magic = view(bytes).getUint32(0, false);
  if ([0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe].includes(magic)) return true;
  // A fat binary and a Java class share 0xCAFEBABE; few architectures, but class files from 45 up.
  return magic === 0xcafebabe && view(bytes).getUint32(4, false) < 20;
}

function isJavaClass(bytes: Uint8Array): boolean {
  if (bytes.length < 8 || view(bytes).getUint32(0, false) !== 0xcafebabe) return false;
  return view(bytes).getUint16(6, false) >= 45;
}

/** CPython's magic number, then CR LF; 3000 to 3799 covers every Python 3 so far. */
function isPythonBytecode(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || bytes[2] !== 0x0d || bytes[3] !== 0x0a) return false;
  const magic = view(bytes).getUint16(0, true);
  return (magic >= 3000 && magic < 3800) || magic === 62211;
}

function isBmp(bytes: Uint8Array): boolean {
  if (!bytesAt(bytes, 0, "BM") || bytes.length < 26) return false;
  return view(bytes).getUint32(6, true) === 0 && view(bytes).getUint32(14, true) <= 124;
}

function isIcon(bytes: Uint8Array): boolean {
  if (bytes.length < 22 || view(bytes).getUint16(0, true) !== 0) return false;
  const kind = view(bytes).getUint16(2, true);
  const count = view(bytes).getUint16(4, true);
  return (kind === 1 || kind === 2) && count > 0 && count < 256 && bytes[9] === 0;
}

function isHeif(bytes: Uint8Array): boolean {
  return ["avif", "avis", "heic", "heix", "mif1"].some((brand) =>
    bytesAt(bytes, 4, `ftyp${brand}`),
  );
}

function isBzip2(bytes: Uint8Array): boolean {
  return bytesAt(bytes, 0, "BZh") && bytesAt(bytes, 4, "1AY&SY");
}

function isMpegFrame(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0xff && [0xfb, 0xf3, 0xf2, 0xfa].includes(bytes[1] ?? 0) && bytes.length > 256
  );
}

/** Packets of 188 bytes, each with the same first byte: TypeScript shares the extension. */
function isTransportStream(bytes: Uint8Array): boolean {
  return bytes.length >= 376 && bytes[0] === 0x47 && bytes[188] === 0x47 && bytes[3] !== 0x20;
}
