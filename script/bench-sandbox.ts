/**
 * How much a sandbox run costs over a plain `docker run` of the same work, in pairs: one of
 * each, by turns, so that both meet the same machine. Times are told as ratios.
 *
 *   npm run bench:sandbox -- [--pairs 5] [--runs 40]
 */
import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { parseArgs } from "node:util";
import { pack } from "tar-stream";
import { composeSandbox } from "../src/compose-sandbox.ts";
import { readImageRecord } from "../src/sandbox/images/image-record.ts";
import { standardLimits } from "../src/sandbox/limits.ts";
import { jobContainer } from "../src/sandbox/specification.ts";

const ROOT = join(import.meta.dirname, "..");
const AT_ONCE = 10;
const ORPHANS = 10;

interface Work {
  name: string;
  runner: string;
  command: string[];
  files: Record<string, string>;
}

const FILES = Object.fromEntries(
  Array.from({ length: 2000 }, (_, n) => [`src/part-${n}.py`, `VALUE = ${n}\n`.repeat(20)]),
);
const WORKS: readonly Work[] = [
  { name: "a command that does nothing", runner: "python", command: ["true"], files: {} },
  {
    ...{ name: "pytest, one second of computing", runner: "python" },
    command: ["python3", "-m", "pytest", "-q"],
    files: { "test_a.py": "def test_a(): assert sum(i * i for i in range(12_000_000)) > 0\n" },
  },
  {
    ...{ name: "node --test, ten files", runner: "node", command: ["node", "--test"] },
    files: Object.fromEntries(
      Array.from({ length: 10 }, (_, n) => [
        `a${n}.test.js`,
        "require('node:test')('a', () => {})",
      ]),
    ),
  },
  {
    ...{ name: "2,000 files of source, all read", runner: "python", files: FILES },
    command: ["sh", "-c", "find src -type f | xargs cat | wc -c"],
  },
];

const { values } = parseArgs({
  options: { pairs: { type: "string", default: "5" }, runs: { type: "string", default: "40" } },
});
const host = await composeSandbox({
  ...{
    root: ROOT,
    dockerHost: process.env["DOCKER_HOST"],
    imageDir: null,
    runtime: "runc",
    tracer: "never",
    requirePatched: false,
  },
  now: () => new Date(),
  env: process.env,
});
const images = await readImageRecord(host.images.dataDir);
let count = 0;

/** Milliseconds of one run in the sandbox; it must end well. */
async function inSandbox({ runner, command, files }: Work): Promise<number> {
  count += 1;
  const began = performance.now();
  const run = await host.sandbox.run(
    {
      ...{ runId: `bench-${process.pid}-${count}`, headSha: "b".repeat(40), profile: "default" },
      ...{ runner, command, limits: standardLimits() },
    },
    archiveOf(files),
    new AbortController().signal,
    () => undefined,
  );
  if (run.outcome !== "passed") throw new Error(`${run.reason} ${run.log.tail}`);
  return performance.now() - began;
}

/** Milliseconds of the same work in a container without any limit or wall but no network. */
async function plainly({ runner, command, files }: Work): Promise<number> {
  const began = performance.now();
  const unpack = 'mkdir /tmp/w && cd /tmp/w && tar -x && exec "$@" </dev/null';
  const words = ["run", "--rm", "-i", "--network", "none", images[runner]?.id ?? ""];
  const child = spawn("docker", [...words, "sh", "-c", unpack, "sh", ...command], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  archiveOf(files).pipe(child.stdin);
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`docker run exited ${String(code)}`);
  return performance.now() - began;
}

function archiveOf(files: Record<string, string>) {
  const archive = pack();
  for (const [name, text] of Object.entries(files)) archive.entry({ name }, text);
  archive.finalize();
  return archive.pipe(new PassThrough());
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

async function compare(work: Work): Promise<void> {
  const pairs: { plain: number; sandbox: number }[] = [];
  for (let pair = 0; pair < Number(values.pairs); pair += 1) {
    const first = pair % 2 === 0 ? await plainly(work) : null;
    const sandbox = await inSandbox(work);
    pairs.push({ plain: first ?? (await plainly(work)), sandbox });
  }
  const ratio = median(pairs.map(({ plain, sandbox }) => sandbox / plain));
  const times = [
    median(pairs.map(({ plain }) => plain)),
    median(pairs.map(({ sandbox }) => sandbox)),
  ];
  console.log(`| ${work.name} | ${times.map(seconds).join(" | ")} | ${ratio.toFixed(2)} |`);
}

async function atOnce(): Promise<void> {
  const [, work] = WORKS;
  if (work === undefined) return;
  const all = async (one: (work: Work) => Promise<number>) => {
    const began = performance.now();
    await Promise.all(Array.from({ length: AT_ONCE }, () => one(work)));
    return performance.now() - began;
  };
  const [plain, sandbox] = [await all(plainly), await all(inSandbox)];
  const ratio = (sandbox / plain).toFixed(2);
  console.log(
    `| ${AT_ONCE} at once: ${work.name} | ${seconds(plain)} | ${seconds(sandbox)} | ${ratio} |`,
  );
}

async function sweep(): Promise<void> {
  const { engine } = host.images;
  const image = images["base"]?.id ?? "";
  for (let n = 0; n < ORPHANS; n += 1) {
    const own = { runId: "bench-orphan", instance: `bench-orphan-${process.pid}-${n}`, image };
    const { idOffset } = await engine.describe();
    const place = { runtime: "runc" as const, idOffset };
    const rest = { environment: {}, limits: standardLimits(), reportFiles: [], marker: "m" };
    const command = ["true"];
    await engine.create(
      jobContainer({
        ...own,
        ...rest,
        command,
        place,
        recorded: false,
        deadline: 1,
        supervisor: "",
      }),
    );
  }
  const began = performance.now();
  const removed = await host.sandbox.sweep();
  console.log(`\nsweep: ${removed} containers in ${seconds(performance.now() - began)}`);
}

async function memory(): Promise<void> {
  const [nothing] = WORKS;
  if (nothing === undefined) return;
  const used: string[] = [];
  const runs = Number(values.runs);
  for (let n = 0; n <= runs; n += 1) {
    if (n % Math.max(1, Math.floor(runs / 4)) === 0) {
      globalThis.gc?.();
      const { rss, heapUsed } = process.memoryUsage();
      used.push(`${n}: ${Math.round(heapUsed / 2 ** 20)}/${Math.round(rss / 2 ** 20)} MiB`);
    }
    if (n < runs) await inSandbox(nothing);
  }
  console.log(`supervisor, heap/resident, after so many runs: ${used.join(", ")}`);
}

execFileSync("docker", ["version"], { stdio: "ignore" });
const unready = await host.sandbox.unready();
if (unready !== null) throw new Error(unready);
console.log("| work | `docker run` | sandbox | ratio |\n|---|---:|---:|---:|");
for (const work of WORKS) await compare(work);
await atOnce();
await sweep();
await memory();
