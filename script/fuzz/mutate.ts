import type { Sample } from "./corpus.ts";
import { BYTE_MUTATIONS } from "./mutate-bytes.ts";
import { LONGEST, MUTATIONS } from "./mutations.ts";
import type { Random } from "./random.ts";

/** A mutated sample, and how it came about. */
export interface Mutated extends Sample {
  how: string;
}

/**
 * Changes a sample a few times, its bytes once in eight; `others` are samples of the same sort.
 * What is longer than `longest` characters is cut.
 */
export function mutate(
  sample: Sample,
  others: readonly Sample[],
  random: Random,
  longest = LONGEST,
): Mutated {
  const how: string[] = [];
  let text = sample.bytes.toString("utf8");
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const [name, apply] = random.pick(Object.entries(MUTATIONS));
    text = apply(text, random, random.pick(others).bytes.toString("utf8")).slice(0, longest);
    how.push(name);
  }
  let bytes: Buffer = Buffer.from(text);
  if (random.below(8) === 0) {
    const [name, apply] = random.pick(Object.entries(BYTE_MUTATIONS));
    bytes = apply(bytes, random);
    how.push(name);
  }
  return { path: sample.path, bytes, how: how.join(", ") };
}

const NAMES = [
  ..."__proto__ constructor toString .. . a%20b a#b a?b a:b".split(" "),
  ..."\u{1f600} e\u0301 \u202e a\nb a\\b -rf ~ $HOME con nul".split(" "),
  "a b",
  "x".repeat(255),
];

/** A path with one of its parts changed into something that is hard on whoever takes it for plain. */
export function mutatePath(path: string, random: Random): string {
  const parts = path.split("/");
  const at = random.below(parts.length);
  const part = parts[at] ?? "";
  const dot = part.lastIndexOf(".");
  const ending = random.below(2) === 0 && dot > 0 ? part.slice(dot) : "";
  parts[at] = random.pick(NAMES) + ending;
  return parts.join("/");
}
