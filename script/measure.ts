import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { libraryFiles } from "../test/demo/library-files.ts";
import { ATTACK, HONEST } from "../test/demo/pull-requests.ts";
import { openSetting } from "../test/demo/setting.ts";
import { prepareSandbox, runTrial } from "../test/docker/prepared.ts";

const ROOT = join(import.meta.dirname, "..");
const REVIEWS = 10;
const RUNS = 7;

function say(what: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const figures = [median, least, most].map((one) => `${Math.round(one)} ms`);
  console.log(`${what.padEnd(48)} median ${figures[0]}, ${figures[1]} to ${figures[2]}`);
}

/** From the first byte of a delivery to what GitHub shows, one pull request after the other. */
async function measureReviews(): Promise<void> {
  const setting = await openSetting({ under: join(ROOT, "var/demo"), sandbox: false });
  const { standIn } = setting;
  const times = { answered: [] as number[], visible: [] as number[], concluded: [] as number[] };
  try {
    for (let i = 0; i < REVIEWS; i += 1) {
      const proposal = i % 2 === 0 ? ATTACK : HONEST;
      const pull = await setting.propose({ ...proposal, author: `author-${i}` });
      const { milliseconds = 0 } = standIn.webhooks.deliveries.at(-1) ?? {};
      // The stand-in first makes the commit; the delivery began so long before its answer.
      const sent = performance.now() - milliseconds;
      times.answered.push(milliseconds);
      await standIn.waitForCheckRun(pull.headSha, "Gatehouse / review", () => true);
      times.visible.push(performance.now() - sent);
      await standIn.waitForCheckRun(pull.headSha, "Gatehouse / review");
      times.concluded.push(performance.now() - sent);
    }
  } finally {
    await setting.close();
  }
  say("webhook to its 202", times.answered);
  say("webhook to a visible check", times.visible);
  say("webhook to a concluded review", times.concluded);
}

/** The same tests of the same library: by Node alone, and in a container from its source on. */
async function measureSandbox(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-measure-"));
  const { sandbox } = await prepareSandbox();
  const plain: number[] = [];
  const contained: number[] = [];
  const inside: number[] = [];
  try {
    cpSync(join(ROOT, "test/demo/library"), folder, { recursive: true });
    const files = libraryFiles();
    for (let i = 0; i < RUNS; i += 1) {
      const began = performance.now();
      spawnSync(process.execPath, ["--test"], { cwd: folder, env: { PATH: "/usr/bin" } });
      plain.push(performance.now() - began);
      const started = performance.now();
      const command = ["node", "--test"];
      const { resources } = await runTrial(sandbox, { runner: "node", command, files });
      // The first run also tries every limit and wall.
      if (i > 0) contained.push(performance.now() - started);
      if (i > 0) inside.push(resources.wallMs);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say("the demo's tests by node --test alone", plain);
  say("the same in a sandbox, source to result", contained);
  say("  of which from its first byte of source on", inside);
}

function measurePackages(): void {
  const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), "utf8")) as unknown;
  const manifest = read("package.json") as Record<string, Record<string, string>>;
  const direct = Object.keys(manifest["dependencies"] ?? {}).length;
  const tree = ["ls", "--all", "--parseable", "--omit=dev"];
  const shipped = execFileSync("npm", tree, { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] })
    .toString()
    .trim()
    .split("\n")
    .slice(1);
  const size = (paths: readonly string[]) =>
    execFileSync("du", ["--summarize", "--total", "--block-size=M", ...paths])
      .toString()
      .trim()
      .split("\n")
      .at(-1)
      ?.split("\t")[0];
  const node = dirname(dirname(process.execPath));
  console.log(
    `dependencies: ${direct} direct, ${shipped.length} with theirs and the project's Node; ${size(shipped)}, of which Node ${size([node])}`,
  );
  console.log(`with what only tests need: ${size([join(ROOT, "node_modules")])}`);
}

measurePackages();
await measureReviews();
await measureSandbox();
process.exit();
