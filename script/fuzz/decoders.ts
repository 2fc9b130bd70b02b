import { fromBase64, fromHex, inflate } from "../../src/review/code/decoding.ts";
import { valueOfJson, valueOfYaml } from "../../src/review/code/data.ts";
import { checkoutText } from "../../src/review/files/checkout-encoding.ts";
import { classifyFile } from "../../src/review/files/classify.ts";
import { TEXT_CODECS } from "../../src/review/files/codecs.ts";
import { decodeText } from "../../src/review/files/decode-text.ts";
import { formatOf } from "../../src/review/files/formats.ts";
import { endOf } from "../../src/review/files/validate.ts";
import { readRule } from "../../src/review/rules/read-rule.ts";
import { textFactsOf } from "../../src/review/text/text-facts.ts";
import { parseListing } from "../../src/review/tree/listing.ts";
import { REPORT_FORMATS } from "../../src/model/runner.ts";
import { parsePolicy, parseUpperPolicy } from "../../src/policy-file.ts";
import { readResults } from "../../src/execution/reports/read-results.ts";
import { RunResults } from "../../src/model/reported-tests.ts";
import type { Corpus, Sample } from "./corpus.ts";
import { Facts } from "./fact-schema.ts";
import { BINARIES, PACKED, POLICIES, REPORTS, RULES, TREES } from "./seeds.ts";
import type { Target } from "./targets.ts";

const ENCODINGS = ["UTF-16", "utf-7", "IBM037", "cp500", "rot13", "constructor", "\0"];
const COMPRESSIONS = ["gzip", "zlib", "deflate", "brotli", "unzip"] as const;
/** What `parseListing` promises to throw for what is no listing. */
const NO_LISTING = /ended in the middle of an entry|an entry of an unknown form/;
const MOST_INFLATED = 1024 * 1024;

/** Readers of bytes and texts that stand in no table: whatever they are given, they answer. */
export function decoderTargets({ files }: Corpus): Target[] {
  const decoder = (name: string, samples: readonly Sample[], read: Target["read"]): Target => ({
    ...{ name: `decoder ${name}`, samples, read },
    weight: 2,
  });
  return [
    decoder("text", files, ({ path, bytes }, random) => {
      const workingTreeEncoding = random.below(2) === 0 ? null : random.pick(ENCODINGS);
      const read = decodeText(bytes, { path, workingTreeEncoding });
      return [Facts.parse(read.facts), read.text];
    }),
    decoder("file class", [...files, ...BINARIES], ({ path, bytes }) => {
      const ends = [formatOf(bytes)].map((each) => each && endOf(each.name, bytes));
      const { facts, ...rest } = classifyFile(path, bytes);
      return [ends, Facts.parse(facts), rest];
    }),
    decoder("codecs", files, ({ bytes }) => {
      const text = bytes.toString("utf8");
      const read = [...TEXT_CODECS.values()].map((codec) => codec(text));
      return [...read, ...ENCODINGS.map((name) => checkoutText(text, name))];
    }),
    decoder("text facts", files, ({ path, bytes }) =>
      Facts.parse(textFactsOf(bytes.toString("utf8"), path)),
    ),
    decoder("data", files, ({ bytes }) => {
      const text = bytes.toString("utf8");
      return [valueOfJson(text), valueOfYaml(text), fromBase64(text), fromHex(text)];
    }),
    decoder("compression", PACKED, ({ bytes }) =>
      COMPRESSIONS.map((how) => {
        const size = inflate(bytes, how, MOST_INFLATED)?.length ?? null;
        if (size !== null && size > MOST_INFLATED) throw new Error(`inflated to ${size} bytes`);
        return size;
      }),
    ),
    decoder("tree listing", TREES, ({ bytes }) => listed(bytes)),
    decoder("policy", POLICIES, ({ path, bytes }) => {
      const text = bytes.toString("utf8");
      return [parsePolicy(text, path), parseUpperPolicy(text, path)];
    }),
    decoder("rule", RULES, ({ path, bytes }) => readRule(bytes.toString("utf8"), path)),
    decoder("reported tests", REPORTS, ({ bytes }, random) => {
      const format = random.pick(REPORT_FORMATS);
      return RunResults.parse(
        readResults({ format, output: bytes, whole: true, files: bytes, trace: bytes }),
      );
    }),
  ];
}

function listed(bytes: Uint8Array): unknown {
  try {
    return [...parseListing(bytes, 1000).entries];
  } catch (error) {
    if (error instanceof Error && NO_LISTING.test(error.message)) return error.message;
    throw error;
  }
}
