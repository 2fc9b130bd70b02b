import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { parse } from "yaml";
import { z } from "zod";
import type { Sample } from "./corpus.ts";

const Texts = z.record(z.string(), z.string());
const Seeds = z.strictObject({ documents: Texts, policies: Texts, rules: Texts, reports: Texts });

const { documents, policies, rules, reports } = Seeds.parse(
  parse(readFileSync(join(import.meta.dirname, "seeds.yml"), "utf8")),
);

/** Documents of kinds that no example of a rule holds. */
export const SEEDS = samplesOf(documents);
export const POLICIES = samplesOf(policies);
export const RULES = samplesOf(rules);
export const REPORTS = samplesOf(reports);

const TEXT = Buffer.from("Some text that is long enough to be worth packing. ".repeat(20));

/** The same text in every form that is unpacked. */
export const PACKED: readonly Sample[] = [
  gzipSync(TEXT),
  deflateSync(TEXT),
  deflateRawSync(TEXT),
  brotliCompressSync(TEXT),
].map((bytes, at) => ({ path: `packed-${at}`, bytes }));

/** The raw answer of `git ls-tree -r -z`: three entries of different kinds. */
export const TREES: readonly Sample[] = [
  {
    path: "tree",
    bytes: Buffer.from(
      ["100644 blob", "120000 blob", "160000 commit"]
        .map((kind, at) => `${kind} ${String(at).repeat(40)}\tfolder ${at}/file\0`)
        .join(""),
    ),
  },
];

/** Small files of formats whose structure is walked. */
export const BINARIES: readonly Sample[] = Object.entries({
  "a.png": `${"89504e470d0a1a0a"}0000000d49484452${"00".repeat(17)}0000000049454e44ae426082`,
  "a.gif": "474946383961010001008001000000ffffff21f90400000000002c000000000100010000020144003b",
  "a.jpg": "ffd8ffe000104a46494600010100000100010000ffda0008010100003f00d2cfffd9",
  "a.ico": `000001000100${"00".repeat(8)}0400000016000000${"00".repeat(4)}`,
  "a.woff2": `774f46320001000000000030${"00".repeat(36)}`,
  "a.ttf": `00010000000100100000${"00".repeat(2)}68656164${"00".repeat(4)}0000001c0000000400000000`,
  "a.webp": `524946461000000057454250${"00".repeat(40)}`,
}).map(([path, hex]) => ({ path, bytes: Buffer.from(hex, "hex") }));

function samplesOf(texts: Readonly<Record<string, string>>): Sample[] {
  return Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
}
