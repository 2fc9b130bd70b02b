import type { FileFact, FileFeature } from "../../model/fact.ts";
import { claimOf, extensionOf, type Claim } from "./claims.ts";
import { formatOf, type Format } from "./formats.ts";
import { interpreterOf, readsAs } from "./reads-as.ts";
import { byteKind } from "./text-or-binary.ts";
import { endOf } from "./validate.ts";

/** What a file is by its bytes, and what its name says it is. */
export interface FileClass {
  /** `lfs-pointer`: the content is elsewhere, and was not read. */
  kind: "empty" | "text" | "binary" | "lfs-pointer";
  /** Format by magic bytes (`png`, `elf`); null for text and for bytes that we do not know. */
  format: string | null;
  /** Program of the `#!` line, without folder and version. */
  interpreter: string | null;
  /** What the extension claims; null when it claims nothing. */
  claimed: Claim | null;
  facts: FileFact[];
  /**
   * The structure of the whole file was checked, is what the name claims, and has no byte
   * left over: nothing to run in it unless something reads it as something else.
   */
  inert: boolean;
}

const LFS_HEAD = "version https://git-lfs.github.com/spec/v1\n";
/** Words of code that no compressed picture or font holds by chance. */
const CODE_WORDS = ["<?php", "require(", "child_process", "String.fromCharCode", "eval(", "atob("];

/** Classifies a file by its content. `path` is only used for what it claims. */
export function classifyFile(path: string, bytes: Uint8Array): FileClass {
  const claimed = claimOf(path);
  const kind = byteKind(bytes);
  const base = { claimed, interpreter: null, format: null, facts: [] };
  if (kind === "empty") return { ...base, kind, inert: true };
  if (isLfsPointer(bytes)) return { ...base, kind: "lfs-pointer", inert: false };
  const head = latin(bytes, 0, 65_536);
  const interpreter = interpreterOf(head.replace(/^\xef\xbb\xbf/, ""));
  const found = formatOf(bytes);
  if (kind === "text") {
    const facts = textFacts(path, claimed, head, found);
    return { ...base, kind, interpreter, facts, inert: false };
  }
  const facts = binaryFacts(path, claimed, bytes, found, interpreter);
  const end = found === null ? null : endOf(found.name, bytes);
  const inert = facts.length === 0 && end === bytes.length && found?.family === claimed;
  return { kind: "binary", format: found?.name ?? null, interpreter, claimed, facts, inert };
}

/** A pointer that Git LFS replaces at checkout: its version line first, and small. */
function isLfsPointer(bytes: Uint8Array): boolean {
  return bytes.length < 1024 && latin(bytes, 0, LFS_HEAD.length) === LFS_HEAD;
}

function textFacts(
  path: string,
  claimed: Claim | null,
  head: string,
  found: Format | null,
): FileFact[] {
  if (claimed === null || claimed === "text" || claimed === "data") return [];
  // PDF and old Office documents may be text to the last byte; so may an empty stub of an archive.
  if (found !== null && found.family === claimed && claimed === "document") return [];
  const disguise = found === null ? "" : `begins like ${found.phrase} but `;
  return [
    fact(
      "type-mismatch",
      `named as ${named(claimed, path)}, ${disguise}is text that reads as ${readsAs(head)}`,
    ),
  ];
}

function binaryFacts(
  path: string,
  claimed: Claim | null,
  bytes: Uint8Array,
  found: Format | null,
  interpreter: string | null,
): FileFact[] {
  const facts: FileFact[] = [];
  if (interpreter !== null) {
    facts.push(fact("executable-binary", `a script for ${interpreter} with binary data behind it`));
  }
  if (found?.family === "executable") facts.push(fact("executable-binary", found.phrase));
  if (contradicts(claimed, found, extensionOf(path))) {
    facts.push(
      fact(
        "type-mismatch",
        `named as ${named(claimed, path)}, is ${found?.phrase ?? "something else"}`,
      ),
    );
  }
  return [...facts, ...hiddenCode(claimed, bytes, found)];
}

/** Families that a name may lie about with effect: something runs or unpacks them. */
function contradicts(claimed: Claim | null, found: Format | null, extension: string): boolean {
  if (claimed === null || found === null || found.family === claimed) return false;
  if (found.family === "executable") return true;
  if (found.family === "archive") {
    return claimed !== "document" && !(claimed === "executable" && extension === "a");
  }
  return false;
}

/** Code inside or behind a picture, a font or a recording. */
function hiddenCode(claimed: Claim | null, bytes: Uint8Array, found: Format | null): FileFact[] {
  if (claimed !== "image" && claimed !== "font" && claimed !== "media") return [];
  const word = CODE_WORDS.find((each) => includes(bytes, each));
  if (word !== undefined) {
    return [fact("type-mismatch", `named as ${named(claimed, "")}, holds code: ${word}`)];
  }
  const end = found === null ? null : endOf(found.name, bytes);
  if (end === null || end === bytes.length) return [];
  const rest = bytes.subarray(end);
  // A few bytes of padding behind the end are common and hold nothing.
  if (rest.length < 64 || rest.every((byte) => byte === 0)) return [];
  const kind = byteKind(rest) === "text" ? readsAs(latin(rest, 0, 65_536)) : formatOf(rest)?.phrase;
  return kind === undefined
    ? []
    : [
        fact(
          "type-mismatch",
          `${rest.length} bytes stand behind the end of the ${claimed}: ${kind}`,
        ),
      ];
}

function named(claimed: Claim | null, path: string): string {
  const article = claimed !== null && /^[aei]/.test(claimed) ? "an" : "a";
  const what = claimed === "text" || claimed === "media" ? claimed : `${article} ${claimed}`;
  return path === "" ? what : `${what} (.${extensionOf(path)})`;
}

function fact(feature: FileFeature, detail: string): FileFact {
  return { kind: "file", feature, detail, at: { line: 1, endLine: 1 } };
}

function includes(bytes: Uint8Array, word: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word, 0, "latin1");
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1", from, to);
}
