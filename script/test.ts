import { spawn } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "..");
const REPORT = join(ROOT, "var/log/vitest.json");
const LONG_REPEATS = 10;

/** What of vitest's report counts. */
const Report = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** How many of something passed, failed and were skipped. */
interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const total: Count = { passed: 0, failed: 0, skipped: 0 };
const wrong: string[] = [];
const environment = {
  ...process.env,
  // The tools start with `env node`; they get the project's own.
  PATH: [join(ROOT, "node_modules/.bin"), process.env["PATH"] ?? ""].join(delimiter),
};

/** Runs a program and answers whether it exited 0. What it writes is shown, or given to `hear`. */
function runs(
  command: string,
  args: readonly string[],
  hear?: (text: string) => void,
  more: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const output = hear === undefined ? "inherit" : "pipe";
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...environment, ...more },
      stdio: ["ignore", output, output],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => hear?.(text));
    }
    child.once("error", (error) => {
      console.log(String(error));
      resolve(false);
    });
    child.once("close", (code) => resolve(code === 0));
  });
}

/** Runs a part that counts as one, and shows what it wrote when it has ended. */
async function part(name: string, command: string, args: readonly string[]): Promise<void> {
  await timed(name, async () => {
    let output = "";
    const passed = await runs(command, args, (text) => (output += text));
    process.stdout.write(output);
    total.passed += passed ? 1 : 0;
    total.failed += passed ? 0 : 1;
    if (!passed) wrong.push(name);
    return passed ? "passed" : "FAILED";
  });
}

/** Runs vitest and counts its tests. A file that could not even be loaded is a failure. */
async function tests(
  name: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  await timed(name, async () => {
    rmSync(REPORT, { force: true });
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`];
    const passed = await runs("vitest", ["run", ...reporters, ...args], undefined, more);
    const count = countOf(passed);
    for (const key of ["passed", "failed", "skipped"] as const) total[key] += count[key];
    if (count.failed > 0) wrong.push(name);
    return `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`;
  });
}

function countOf(exitedWell: boolean): Count {
  const nothing = { passed: 0, failed: 1, skipped: 0 };
  try {
    const report = Report.parse(JSON.parse(readFileSync(REPORT, "utf8")));
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    ).length;
    const failed = report.numFailedTests + unloaded;
    return {
      passed: report.numPassedTests,
      // An error outside of every test makes vitest fail, and so does a run without any test.
      failed: failed === 0 && !(exitedWell && report.numPassedTests > 0) ? 1 : failed,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch (error) {
    console.log(`vitest left no report: ${String(error)}`);
    return nothing;
  }
}

async function timed(name: string, work: () => Promise<string>): Promise<void> {
  console.log(`\n▌ ${name}`);
  const began = performance.now();
  const said = await work();
  console.log(`▌ ${name}: ${said} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** Test files that try random input; every run of them tries another. */
function propertyTests(): string[] {
  return globSync("test/**/*.test.ts", { cwd: ROOT }).filter((path) =>
    readFileSync(join(ROOT, path), "utf8").includes('from "fast-check"'),
  );
}

/** Every run gives the readers other input; what it finds names the seed. */
function anySeed(): string {
  return String(Date.now() % 1_000_000);
}

mkdirSync(join(ROOT, "var/log"), { recursive: true });
const lint = part("lint", "eslint", ["."]);
await part("formatting", "prettier", ["--check", "--log-level=warn", "."]);
await part("types", "tsc", ["--noEmit"]);
await lint;
await tests("tests", []);
await part("demo", join(ROOT, "script/demo"), []);
if (process.argv.includes("--long")) {
  for (let round = 1; round <= LONG_REPEATS; round += 1) {
    await tests(`property tests, round ${round} of ${LONG_REPEATS}`, propertyTests());
  }
  await tests("two thousand orders of events", ["test/chaos"], { CHAOS_ORDERS: "2000" });
  await tests("a hundred and fifty processes killed in the middle", ["test/store/kill.test.ts"], {
    KILL_LIVES: "150",
  });
  await tests("any process killed at any moment", ["test/integration/kill-at-random.test.ts"], {
    KILL_ROUNDS: "60",
  });
  await part("every image", join(ROOT, "bin/gatehouse"), ["images", "build", "all"]);
  await part("mutated input", "node", ["script/fuzz.ts", "--minutes", "30", "--seed", anySeed()]);
  await part("demo on a bare system", join(ROOT, "script/bare"), []);
}

if (wrong.length > 0) console.log(`\nfailed: ${wrong.join(", ")}`);
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
