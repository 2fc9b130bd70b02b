import type { FileFact } from "../../model/fact.ts";
import { checkoutText } from "./checkout-encoding.ts";
import { codecKey, TEXT_CODECS } from "./codecs.ts";
import { pythonCookie } from "./python-cookie.ts";

/** A file's text as its consumer gets it. */
export interface DecodedText {
  text: string;
  /** The encoding that was applied: `utf-8`, `utf-16le`, `windows-1252`, `utf-8 as IBM037`, … */
  encoding: string;
  /** Some bytes were not text in that encoding and stand as U+FFFD, or were dropped. */
  lossy: boolean;
  facts: FileFact[];
  /** Why the consumer's text is not known, and `text` is only what is stored; else null. */
  unanalysed: string | null;
}

/** What decides how a file is read, besides its bytes. */
export interface TextConsumer {
  path: string;
  /** Program of the file's `#!` line. */
  interpreter?: string | null;
  /** `working-tree-encoding` of the attributes that apply to the path. */
  workingTreeEncoding?: string | null;
}

/** Decodes a file as git checks it out and as the program behind its name reads it. */
export function decodeText(bytes: Uint8Array, consumer: TextConsumer): DecodedText {
  const stored = decodeBytes(bytes);
  const name = consumer.workingTreeEncoding ?? null;
  const checkedOut = name === null ? stored : afterCheckout(stored, name);
  return isPython(consumer) ? afterCookie(checkedOut) : checkedOut;
}

function decodeBytes(bytes: Uint8Array): DecodedText {
  const encoding = markedEncoding(bytes);
  const base = { facts: [], unanalysed: null };
  if (encoding === "utf-32") {
    const unanalysed = "the file is in UTF-32, which no reader here takes";
    return {
      ...base,
      text: new TextDecoder("windows-1252").decode(bytes),
      encoding,
      lossy: true,
      unanalysed,
    };
  }
  if (encoding !== null) {
    const text = new TextDecoder(encoding).decode(bytes);
    return { ...base, text, encoding, lossy: text.includes("\ufffd") };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { ...base, text, encoding: "utf-8", lossy: false };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Not UTF-8: a one-byte encoding keeps every byte and reads all ASCII alike.
    const text = new TextDecoder("windows-1252").decode(bytes);
    return { ...base, text, encoding: "windows-1252", lossy: false };
  }
}

function markedEncoding(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | "utf-32" | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe)
    return c === 0 && d === 0 && bytes.length > 4 ? "utf-32" : "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return "utf-32";
  return null;
}

/** Git stores UTF-8 and writes the named encoding; whoever runs the file reads those bytes. */
function afterCheckout(stored: DecodedText, name: string): DecodedText {
  const seen = checkoutText(stored.text, name);
  if (seen === null) {
    const unanalysed = `git checks this file out in ${shown(name)}, which no reader here knows`;
    return differs({ ...stored, unanalysed }, `checked out as ${shown(name)}`);
  }
  const encoding = `${stored.encoding} as ${shown(name)}`;
  if (seen === stored.text) return { ...stored, encoding };
  return differs(
    { ...stored, text: seen, encoding },
    `checked out as ${shown(name)}, it reads otherwise`,
  );
}

function afterCookie(decoded: DecodedText): DecodedText {
  const cookie = pythonCookie(decoded.text);
  if (cookie === null || cookie.transparent) return decoded;
  const codec = TEXT_CODECS.get(codecKey(cookie.name));
  if (codec === undefined) {
    const why = `Python reads this file in ${shown(cookie.name)}, which no reader here knows`;
    return differs(
      { ...decoded, unanalysed: why },
      `read by Python as ${shown(cookie.name)}`,
      cookie.line,
    );
  }
  const text = codec(decoded.text);
  if (text === decoded.text) return decoded;
  const detail = `read by Python as ${shown(cookie.name)}, it says something else`;
  return differs({ ...decoded, text, encoding: shown(cookie.name) }, detail, cookie.line);
}

function differs(decoded: DecodedText, detail: string, line = 1): DecodedText {
  const fact: FileFact = {
    kind: "file",
    feature: "encoding-differs",
    detail,
    at: { line, endLine: line },
  };
  return { ...decoded, facts: [...decoded.facts, fact] };
}

function isPython({ path, interpreter }: TextConsumer): boolean {
  return /\.(?:py|pyw|pyi|pth)$/i.test(path) || /^(?:python|pypy)/.test(interpreter ?? "");
}

function shown(name: string): string {
  return name.slice(0, 64).replace(/[^\w.:-]/g, "?");
}
