import type { Random } from "./random.ts";

/** Changes bytes without regard to what they say. */
export type ByteMutation = (bytes: Buffer, random: Random) => Buffer;

/** All mutations of bytes by name: damage, and other encodings of the same text. */
export const BYTE_MUTATIONS: Readonly<Record<string, ByteMutation>> = {
  "flip bits": (bytes, random) => {
    const out = Buffer.from(bytes);
    for (let left = 1 + random.below(8); left > 0 && out.length > 0; left -= 1) {
      const at = random.below(out.length);
      out[at] = (out[at] ?? 0) ^ (1 << random.below(8));
    }
    return out;
  },
  "any bytes": (bytes, random) => {
    const at = random.below(bytes.length);
    const some = Buffer.from(Array.from({ length: 1 + random.below(32) }, () => random.below(256)));
    return Buffer.concat([bytes.subarray(0, at), some, bytes.subarray(at + random.below(32))]);
  },
  "cut bytes": (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  "utf-16le": (bytes) => Buffer.from(`\ufeff${bytes.toString("utf8")}`, "utf16le"),
  "utf-16be": (bytes) => Buffer.from(`\ufeff${bytes.toString("utf8")}`, "utf16le").swap16(),
  "utf-16 without mark": (bytes) => Buffer.from(bytes.toString("utf8"), "utf16le"),
  "odd utf-16": (bytes) => Buffer.concat([Buffer.from([0xff, 0xfe, 0x41]), bytes]),
  mark: (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  "latin-1": (bytes) => Buffer.from(`${bytes.toString("latin1")}\xe9`, "latin1"),
  "magic bytes": (bytes, random) =>
    Buffer.concat([Buffer.from(random.pick(MAGIC), "latin1"), bytes]),
  cookie: (bytes, random) =>
    Buffer.concat([Buffer.from(`# -*- coding: ${random.pick(COOKIES)} -*-\n`), bytes]),
  interpreter: (bytes, random) =>
    Buffer.concat([Buffer.from(`#!/usr/bin/env ${random.pick(INTERPRETERS)}\n`), bytes]),
};

const MAGIC = [
  "\x89PNG\r\n\x1a\n",
  "GIF89a",
  "\xff\xd8\xff\xe0",
  "PK\x03\x04",
  "\x7fELF",
  "MZ",
  "\x1f\x8b\x08",
  "wOF2",
  "wOFF",
  "%PDF-1.7\n",
  "\0asm\x01\0\0\0",
  "RIFF\x10\0\0\0WEBP",
  "BM",
  "\0\0\x01\0\x05\0",
  "\0\x01\0\0\0\x20",
];
const COOKIES = [
  "utf-7",
  "unicode_escape",
  "raw_unicode_escape",
  "rot13",
  "utf-16",
  "x".repeat(99),
];
const INTERPRETERS = ["sh", "python3", "node", "perl -w", "-S env", "php", "pwsh", "constructor"];
