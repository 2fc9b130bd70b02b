import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readArguments } from "../src/cli/arguments.ts";
import { terminalLine } from "../src/report/encoder.ts";
import { loadKnowledge } from "../src/review/knowledge.ts";
import { createCampaign, type Finding, inputOf, runCase, targetOf } from "./fuzz/campaign.ts";
import { loadCorpus } from "./fuzz/corpus.ts";
import { createTally } from "./fuzz/tally.ts";
import { targetsOf } from "./fuzz/targets.ts";
import { watch } from "./fuzz/watch.ts";

const ROOT = join(import.meta.dirname, "..");
const KEPT = join(ROOT, "var", "fuzz");
const USAGE = `npm run fuzz -- [--minutes N] [--seed S] [--only NAME] [--case N]

Gives mutated input to every reader of hostile bytes, and to whole reviews.
  --minutes N  how long (1)
  --seed S     a whole number that decides every case (1)
  --only NAME  readers whose name contains NAME: a language, a document, "decoder", "review"
  --case N     only this case, and keeps its input in var/fuzz; with the run's --seed and --only
`;
const SHOWN = 600;

function whole(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${text} is no count`);
  return value;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(finding: Finding, seed: number): void {
  const { target, sort, message, path, how, input } = finding;
  say(`seed ${seed}, case ${finding.case}, ${target}: ${sort}: ${terminalLine(message)}`);
  say(`  ${terminalLine(path)}, ${how}`);
  if (input !== "") say(`  ${JSON.stringify(input.slice(0, SHOWN))}`);
}

/** Runs one case here, so that a debugger reaches it. */
async function repeat(seed: number, only: string, nth: number): Promise<number> {
  const knowledge = await loadKnowledge(ROOT);
  const targets = targetsOf(knowledge, loadCorpus(ROOT, knowledge));
  const campaign = createCampaign(
    seed,
    targets.filter(({ name }) => name.includes(only)),
  );
  const { path, how, bytes } = inputOf(campaign, nth);
  mkdirSync(KEPT, { recursive: true });
  const file = join(KEPT, `${seed}-${nth}`);
  writeFileSync(file, bytes);
  say(`${targetOf(campaign, nth).name}: ${terminalLine(path)}, ${how}, kept in ${file}`);
  const { finding, milliseconds } = await runCase(campaign, nth);
  if (finding !== null) tell(finding, seed);
  say(`${Math.round(milliseconds)} ms`);
  return finding === null ? 0 : 1;
}

async function main(args: readonly string[]): Promise<number> {
  const read = readArguments(args, ["minutes", "seed", "only", "case"]);
  if ("problem" in read) {
    process.stderr.write(`${read.problem}\n\n${USAGE}`);
    return 2;
  }
  const { only = "", case: one } = read.values;
  const seed = whole(read.values["seed"], 1);
  if (one !== undefined) return repeat(seed, only, whole(one, 0));
  const end = Date.now() + 60_000 * whole(read.values["minutes"], 1);
  const tally = createTally();
  await watch(
    { seed, from: 0, only, end },
    {
      done: (target, result) => tally.done(target, result),
      found: (finding) => {
        if (tally.found(finding)) tell(finding, seed);
      },
    },
  );
  say(`\n${tally.table()}`);
  return tally.findings() === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
