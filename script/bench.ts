import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readArguments } from "../src/cli/arguments.ts";
import { requestOf } from "../src/cli/change.ts";
import { openLocal } from "../src/git/local.ts";
import { createReviewer } from "../src/isolate/reviewer.ts";
import { loadKnowledge } from "../src/review/knowledge.ts";
import { review } from "../src/review/review.ts";
import { measureProcess } from "./bench/measure-process.ts";
import { peersIn } from "./bench/peers.ts";
import { STAGE_NAMES, stagesOf } from "./bench/stages.ts";
import { type Choice, makeWorkload, type Workload } from "./bench/workload.ts";

const ROOT = join(import.meta.dirname, "..");
const USAGE = `npm run bench -- [--peers DIR] [--megabytes N] [--rounds N] [--only NAME]

Measures reviews of added files: by stage, as a whole process, cold and warm, and beside peers.
  --peers DIR     where js-x-ray and bandit are installed; what is not there is left out
  --megabytes N   how much JavaScript and Python (2)
  --rounds N      how many times each, in turn (3)
  --only NAME     workloads whose name contains NAME
`;

interface Measuring {
  scratch: string;
  peers: string;
  rounds: number;
  say: (line: string) => void;
}

function choices(bytes: number): (Choice & { language: string })[] {
  const any = { least: 500, most: 200_000, files: 5000, bytes };
  const javascript = { from: join(ROOT, "node_modules"), endings: /\.[cm]?js$/ };
  return [
    {
      ...{ name: "pull-request", language: "javascript", ...javascript },
      ...{ least: 8000, most: 12_000, files: 40, bytes: 10 ** 9 },
    },
    { name: "javascript", language: "javascript", ...javascript, ...any },
    { name: "python", language: "python", from: standardLibrary(), endings: /\.py$/, ...any },
  ];
}

/** Python that is on every machine with Python. */
function standardLibrary(): string {
  const versions = readdirSync("/usr/lib").filter((name) => /^python3\.\d+$/.test(name));
  return join("/usr/lib", versions.at(-1) ?? "python3");
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** The whole command line, and each peer, one after the other, several times. */
async function wholeProcesses(
  { scratch, peers, rounds, say }: Measuring,
  { name, repository, folder, bytes }: Workload,
  language: string,
): Promise<void> {
  const ours = {
    name: "gatehouse review",
    command: join(ROOT, "bin", "gatehouse"),
    args: () => ["review", "--repo", repository, "--base", "HEAD~", "--format", "json"],
  };
  const tools = [ours, ...(name === "pull-request" ? [] : peersIn(peers, scratch, language))];
  const walls = tools.map((): number[] => []);
  const peaks = tools.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, tool] of tools.entries()) {
      const { wall, peak } = await measureProcess(tool.command, tool.args(folder));
      walls[at]?.push(wall);
      peaks[at]?.push(peak);
    }
  }
  say("| Program | Seconds | MB/s | Peak MB | gatehouse takes, pair by pair |");
  say("| --- | ---: | ---: | ---: | ---: |");
  for (const [at, tool] of tools.entries()) {
    const seconds = median(walls[at] ?? []);
    const ratios = (walls[0] ?? []).map((wall, round) => wall / (walls[at]?.[round] ?? wall));
    const speed = (bytes / 2 ** 20 / seconds).toFixed(2);
    const peak = Math.round(median(peaks[at] ?? []));
    say(
      `| ${tool.name} | ${seconds.toFixed(2)} | ${speed} | ${peak} | ${median(ratios).toFixed(2)} times |`,
    );
  }
}

/** A review whose child is loaded already, as the App keeps one. */
async function warm({ rounds, say }: Measuring, { repository }: Workload): Promise<void> {
  const commits = await openLocal(repository);
  const reviewer = createReviewer({ log: { warn: (_, message) => say(message) } });
  const seconds: number[] = [];
  try {
    const [base, head] = [await commits.resolve("HEAD~"), await commits.resolve("HEAD")];
    if (base === null || head === null) throw new Error("the workload has no two commits");
    for (let round = 0; round < rounds; round += 1) {
      // The waiting child loads itself in the meantime.
      await new Promise((done) => setTimeout(done, 4000));
      const request = await requestOf(commits, [base], head);
      const began = performance.now();
      await reviewer.review(commits, request, new AbortController().signal);
      seconds.push((performance.now() - began) / 1000);
    }
  } finally {
    await reviewer.close();
    await commits.close();
  }
  say(`\nWith a child that waits: ${median(seconds).toFixed(2)} s.`);
}

/** Where the time goes: the first review of a process, and the second. */
async function byStage({ say }: Measuring, { repository }: Workload): Promise<void> {
  const commits = await openLocal(repository);
  try {
    const [base, head] = [await commits.resolve("HEAD~"), await commits.resolve("HEAD")];
    if (base === null || head === null) throw new Error("the workload has no two commits");
    const request = await requestOf(commits, [base], head);
    const knowledge = await loadKnowledge(ROOT);
    const cold = await stagesOf(() => review(commits, request, knowledge));
    const again = await stagesOf(() => review(commits, request, knowledge));
    say("\n| Stage | First ms | Again ms | Share again |\n| --- | ---: | ---: | ---: |");
    const all = [...again.values()].reduce((sum, each) => sum + each, 0);
    for (const name of STAGE_NAMES) {
      const [first, second] = [cold.get(name) ?? 0, again.get(name) ?? 0];
      const share = ((100 * second) / all).toFixed(0);
      say(`| ${name} | ${Math.round(first)} | ${Math.round(second)} | ${share} % |`);
    }
  } finally {
    await commits.close();
  }
}

async function main(args: readonly string[]): Promise<number> {
  const read = readArguments(args, ["peers", "megabytes", "rounds", "only"]);
  if ("problem" in read) {
    process.stderr.write(`${read.problem}\n\n${USAGE}`);
    return 2;
  }
  const { peers = "", megabytes = "2", rounds = "3", only = "" } = read.values;
  const scratch = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const measuring = { scratch, peers: resolve(peers), rounds: Number(rounds), say };
  mkdirSync(scratch, { recursive: true });
  try {
    for (const choice of choices(Number(megabytes) * 2 ** 20)) {
      if (!choice.name.includes(only)) continue;
      const workload = makeWorkload(scratch, choice);
      const size = (workload.bytes / 2 ** 20).toFixed(1);
      say(`\n## ${workload.name}: ${workload.files} files, ${size} MB\n`);
      await wholeProcesses(measuring, workload, choice.language);
      await warm(measuring, workload);
      await byStage(measuring, workload);
    }
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
