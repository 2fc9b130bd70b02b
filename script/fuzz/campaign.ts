import { createHash } from "node:crypto";
import type { Sample } from "./corpus.ts";
import { minimise } from "./minimise.ts";
import { type Mutated, mutate } from "./mutate.ts";
import { LONGEST } from "./mutations.ts";
import { createRandom } from "./random.ts";
import type { Target } from "./targets.ts";

/** Something that a reader did and may not do. */
export interface Finding {
  target: string;
  case: number;
  /** `throws`, `differs`, `slow`; whoever watches adds `never ends`. */
  sort: "throws" | "differs" | "slow" | "never ends";
  message: string;
  how: string;
  path: string;
  /** The smallest input that was found to do the same, as text. */
  input: string;
}

/** What one case did. Milliseconds of this thread's processor time. */
export interface CaseResult {
  finding: Finding | null;
  milliseconds: number;
  bytes: number;
}

/** Up to here time is no finding: a reader of code may repeat loops for a while. */
const FLOOR_MILLISECONDS = 4000;
const MILLISECONDS_PER_KILOBYTE = 25;

/** A run over targets: what it was given decides every case, whatever the machine. */
export interface Campaign {
  seed: number;
  /** Every target as often as its weight says. */
  slots: readonly Target[];
  /** Mutated texts are cut to this many characters. */
  longest: number;
  /** What every sample gave when it was read for the first time. */
  first: Map<string, string>;
}

/** Begins a run; the heavy targets get more of the cases. */
export function createCampaign(
  seed: number,
  targets: readonly Target[],
  longest = LONGEST,
): Campaign {
  const slots = targets.flatMap((target) => Array.from({ length: target.weight }, () => target));
  return { seed, slots, longest, first: new Map() };
}

/** The target of the nth case. */
export function targetOf({ seed, slots }: Campaign, nth: number): Target {
  return createRandom(seed, nth, "target").pick(slots);
}

/** Runs the nth case. One in sixteen is not mutated: it must give what it gave before. */
export async function runCase(campaign: Campaign, nth: number): Promise<CaseResult> {
  const target = targetOf(campaign, nth);
  const random = createRandom(campaign.seed, nth, target.name);
  const sample = random.pick(target.samples);
  if (random.below(16) === 0) return readAgain(campaign, target, sample, nth);
  const input = mutate(sample, target.samples, random, campaign.longest);
  const began = process.threadCpuUsage();
  const thrown = await thrownBy(campaign, target, nth, input);
  const milliseconds = spent(began);
  const bytes = input.bytes.length;
  const place = { target: target.name, case: nth, how: input.how, path: input.path };
  if (thrown !== null) {
    const same = async (text: Buffer) =>
      (await thrownBy(campaign, target, nth, { ...input, bytes: text })) === thrown;
    const small = await minimise(input.bytes, same);
    const finding = { ...place, sort: "throws" as const, message: thrown, input: shown(small) };
    return { finding, milliseconds, bytes };
  }
  if (milliseconds <= FLOOR_MILLISECONDS + (MILLISECONDS_PER_KILOBYTE * bytes) / 1024)
    return { finding: null, milliseconds, bytes };
  const message = `${Math.round(milliseconds)} ms for ${bytes} bytes`;
  const finding = { ...place, sort: "slow" as const, message, input: shown(input.bytes) };
  return { finding, milliseconds, bytes };
}

/** The input of a case, for whoever wants to look at it. */
export function inputOf(campaign: Campaign, nth: number): Mutated {
  const target = targetOf(campaign, nth);
  const random = createRandom(campaign.seed, nth, target.name);
  const sample = random.pick(target.samples);
  if (random.below(16) === 0) return { ...sample, how: "not mutated" };
  return mutate(sample, target.samples, random, campaign.longest);
}

async function readAgain(
  { seed, first }: Campaign,
  target: Target,
  sample: Sample,
  nth: number,
): Promise<CaseResult> {
  const key = `${target.name} ${sample.path} ${digest(sample.bytes)}`;
  const read = async () => {
    try {
      const answer = await target.read(sample, createRandom(seed, key));
      return digest(JSON.stringify(answer, withMaps) ?? "");
    } catch (error) {
      // Throwing is for mutated input to find; here only a difference counts.
      return causeOf(error);
    }
  };
  const known = first.get(key) ?? (await read());
  first.set(key, known);
  const began = process.threadCpuUsage();
  const again = await read();
  const result = { milliseconds: spent(began), bytes: sample.bytes.length };
  if (again === known) return { ...result, finding: null };
  const message = "the same input gives something else the second time";
  const place = { target: target.name, case: nth, how: "not mutated", path: sample.path };
  const finding = { ...place, sort: "differs" as const, message, input: shown(sample.bytes) };
  return { ...result, finding };
}

/** What reading throws, in words in which two cases of the same cause are the same. */
async function thrownBy(
  { seed }: Campaign,
  target: Target,
  nth: number,
  input: Sample,
): Promise<string | null> {
  try {
    await target.read(input, createRandom(seed, nth, "reading"));
    return null;
  } catch (error) {
    return causeOf(error);
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frames = (error.stack ?? "").split("\n").filter((line) => /\/src\/.*\.ts:/.test(line));
  const [place = ""] = frames.map((line) => line.replace(/^.*\/(src\/[^)]*):\d+\)?$/, "$1"));
  return `${error.name}: ${error.message.slice(0, 400)} ${place}`.trim();
}

function spent(began: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}

function digest(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

function withMaps(_: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}

function shown(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
