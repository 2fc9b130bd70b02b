import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readArguments } from "../src/cli/arguments.ts";
import { type RunningApp, startApp } from "../test/integration/app.ts";
import { HONEST, project } from "../test/integration/repositories.ts";
import { DATABASES } from "../test/store/databases.ts";
import { setup } from "../test/store/first-start.ts";
import {
  commentQuietly,
  drained,
  openQuietly,
  percentile,
  type Places,
  type Prepared,
  sendSteadily,
  verdictsOf,
} from "./bench/load.ts";
import { residentBytes } from "./bench/measure-process.ts";
import { ordinaryFiles } from "./bench/ordinary-files.ts";

const USAGE = `npm run bench:load -- [--store pglite|postgres] [--rate N] [--seconds N] [--reviews N] [--idle N]

Starts the App as an operator does, before a GitHub of our own on the same machine, and measures
it at rest, idle, and under deliveries at a fixed rate.
  --store NAME    the embedded database, or a PostgreSQL of the tests (pglite)
  --rate N        deliveries a second (50)
  --seconds N     how long (60)
  --reviews N     how many of them open a pull request; the rest are comments (30)
  --idle N        pull requests of 40 files of 10 KB, one after the other, before that (10)
`;

const MEGABYTE = 2 ** 20;
const PATIENCE_MS = 20 * 60_000;
const SAMPLE_EVERY_MS = 1000;

interface Choice {
  rate: number;
  seconds: number;
  reviews: number;
  idle: number;
}

function say(what: string, figure: string): void {
  process.stdout.write(`| ${what} | ${figure} |\n`);
}

/** p50, p95 and p99 of sorted milliseconds. */
function spread(sorted: readonly number[]): string {
  const parts = [0.5, 0.95, 0.99].map((part) => `${Math.round(percentile(sorted, part))} ms`);
  return parts.join(", ");
}

/** Megabytes of the App's own process, and of that with its waiting child. */
function memory(pid: number): { own: number; all: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const [, kilobytes = "0"] = /^VmRSS:\s+(\d+)/m.exec(status) ?? [];
  return { own: Number(kilobytes) / 1024, all: residentBytes(pid) / MEGABYTE };
}

/** Processor seconds of the App's own process so far; Linux counts hundredths. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function measureIdle(app: RunningApp, places: Places, count: number): Promise<void> {
  const times: number[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const files = ordinaryFiles(join(import.meta.dirname, ".."), nth);
    const { pull, opened } = await openQuietly(app, places, { branch: `idle-${nth}`, files });
    const began = performance.now();
    await app.standIn.webhooks.sendRaw(opened.event, opened.body);
    times.push(...(await verdictsOf(app, [pull.headSha], began, PATIENCE_MS)));
    // The next child loads itself in the meantime, as it does between two pull requests.
    await pause(4000);
  }
  if (count > 0)
    say("delivery to verdict when idle, 40 files", spread(times.toSorted((a, b) => a - b)));
}

/** Pull requests spread evenly among comments. */
async function prepare(app: RunningApp, places: Places, { rate, seconds, reviews }: Choice) {
  const opened: { sha: string; prepared: Prepared }[] = [];
  const first = await openQuietly(app, places, { branch: "spoken-about", files: HONEST });
  const comment = await commentQuietly(app, first.pull);
  for (let nth = 0; nth < reviews; nth += 1) {
    const files = { ...HONEST, [`src/part-${nth}.js`]: `export const part = ${nth};\n` };
    const one = await openQuietly(app, places, { branch: `load-${nth}`, files });
    opened.push({ sha: one.pull.headSha, prepared: one.opened });
  }
  const total = rate * seconds;
  const every = Math.max(1, Math.floor(total / Math.max(1, reviews)));
  const deliveries = Array.from({ length: total }, (_, at) =>
    at % every === 0 ? (opened[at / every]?.prepared ?? comment) : comment,
  );
  return { deliveries, heads: opened.map(({ sha }) => sha) };
}

async function measureLoad(app: RunningApp, places: Places, choice: Choice): Promise<void> {
  const { deliveries, heads } = await prepare(app, places, choice);
  const samples: number[] = [];
  const sampling = setInterval(() => samples.push(memory(app.pid()).own), SAMPLE_EVERY_MS);
  const used = processorSeconds(app.pid());
  const began = performance.now();
  const answers = await sendSteadily(app, choice.rate, deliveries);
  say("deliveries sent, and accepted", `${deliveries.length}, ${answers.accepted}`);
  say("accepted a second", (answers.accepted / answers.seconds).toFixed(1));
  say("delivery to its 202 (p50, p95, p99)", spread(answers.milliseconds));
  const each = (1000 * (processorSeconds(app.pid()) - used)) / deliveries.length;
  say("processor time of the App's process for a delivery", `${each.toFixed(1)} ms`);
  const behind = (await drained(app, PATIENCE_MS)) / 1000;
  say("all of them heard, after the last one came", `${behind.toFixed(1)} s`);
  await verdictsOf(app, heads, began, PATIENCE_MS);
  const concluded = (performance.now() - began) / 1000;
  say(
    `all ${heads.length} reviews concluded, after the first one came`,
    `${concluded.toFixed(1)} s`,
  );
  clearInterval(sampling);
  sayMemory(samples);
}

/** A tenth at the beginning against a tenth at the end tells whether it grows. */
function sayMemory(samples: readonly number[]): void {
  const tenth = Math.max(1, Math.floor(samples.length / 10));
  const middle = (some: readonly number[]) =>
    percentile(
      some.toSorted((a, b) => a - b),
      0.5,
    );
  const figures = [
    middle(samples.slice(0, tenth)),
    middle(samples.slice(-tenth)),
    Math.max(...samples),
  ];
  say(
    "memory of the App's process: first tenth, last tenth, peak",
    figures.map((one) => `${Math.round(one)} MB`).join(", "),
  );
}

async function main(args: readonly string[]): Promise<number> {
  const read = readArguments(args, ["store", "rate", "seconds", "reviews", "idle"]);
  if ("problem" in read) {
    process.stderr.write(`${read.problem}\n\n${USAGE}`);
    return 2;
  }
  const {
    store = "pglite",
    rate = "50",
    seconds = "60",
    reviews = "30",
    idle = "10",
  } = read.values;
  const choice = {
    rate: Number(rate),
    seconds: Number(seconds),
    reviews: Number(reviews),
    idle: Number(idle),
  };
  const wanted = DATABASES.find(({ name }) => (name === "PGlite") === (store === "pglite"));
  if (wanted === undefined) throw new Error("there is no such database");
  await setup();
  const database = await wanted.create();
  const { databaseUrl } = database;
  const app = await startApp({
    environment: {
      ...{ GATEHOUSE_ADMIN_PORT: "0", GATEHOUSE_ADMIN_TOKEN: randomBytes(32).toString("hex") },
      ...{ GATEHOUSE_FORK_REVIEWS_PER_HOUR: "999999" },
      ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    },
  });
  try {
    const places = await project(app);
    await pause(8000);
    process.stdout.write(`\n| ${wanted.name} | |\n| --- | --- |\n`);
    const rest = memory(app.pid());
    say(
      "memory at rest: the App's process, and with its waiting child",
      `${Math.round(rest.own)} MB, ${Math.round(rest.all)} MB`,
    );
    await measureIdle(app, places, choice.idle);
    await measureLoad(app, places, choice);
    return 0;
  } finally {
    await app.close();
    await database.remove();
  }
}

process.exitCode = await main(process.argv.slice(2));
