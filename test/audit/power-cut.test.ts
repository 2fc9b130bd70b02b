import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkAudit } from "../../src/store/audit-desk.ts";
import { openAudit } from "../../src/store/open-audit.ts";
import { afterPowerCut, LEFT, type Step, traceFiles } from "./traced-files.ts";

const TRAIL = "audit.jsonl";
const CHECKPOINTS = "checkpoints.jsonl";
const folder = mkdtempSync(join(tmpdir(), "gatehouse-power-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const opening = (dataDir: string) =>
  openAudit({
    ...{ dataDir, now: () => new Date(), genesis: { version: "1" }, signed: () => undefined },
    failed: (error) => {
      throw error;
    },
  });

/** Three lives of a process that records decisions, alone and many at once; each is told of. */
async function threeLives(dataDir: string): Promise<Step[]> {
  mkdirSync(dataDir, { recursive: true });
  const { steps, stop } = await traceFiles(dataDir);
  try {
    for (const life of ["first", "second", "third"]) {
      const audit = await opening(dataDir);
      const decide = async (what: string) => {
        await audit.append({ kind: "acceptance", detail: { what, reason: "r".repeat(40) } });
        steps.push({ does: "told", what });
      };
      await decide(`${life}-alone`);
      await Promise.all([1, 2, 3, 4].map((nth) => decide(`${life}-${nth}`)));
      await decide(`${life}-last`);
      await audit.close();
    }
  } finally {
    stop();
  }
  return steps;
}

test("whenever the power goes, the trail opens, verifies, and has every record that was told of", async () => {
  const made = join(folder, "made");
  const steps = await threeLives(made);
  expect(steps.filter(({ does }) => does === "told")).toHaveLength(18);
  // The name of a new file is only safe once its folder is synced.
  const told = steps.findIndex(({ does }) => does === "told");
  const before = steps.slice(0, told);
  expect(before.some((step) => step.does === "sync" && step.file === "audit")).toBe(true);

  let cuts = 0;
  for (let length = told + 1; length <= steps.length; length += 1) {
    // Who is told of something sees the same disk as who was told before.
    if (steps[length]?.does === "told") continue;
    const prefix = steps.slice(0, length);
    const wanted = prefix.flatMap((step) => (step.does === "told" ? [step.what] : []));
    for (const trail of LEFT) {
      for (const checkpoints of [LEFT[0], LEFT[2]]) {
        cuts += 1;
        const dataDir = join(folder, String(cuts));
        const at = join(dataDir, "audit");
        cpSync(join(made, "audit"), at, { recursive: true, filter: isKey });
        writeFileSync(join(at, TRAIL), afterPowerCut(prefix, TRAIL, trail));
        writeFileSync(join(at, CHECKPOINTS), afterPowerCut(prefix, CHECKPOINTS, checkpoints));
        await (await opening(dataDir)).close();
        const { problem } = await checkAudit({ dataDir });
        expect([problem, length, trail, checkpoints]).toEqual([null, length, trail, checkpoints]);
        const text = readFileSync(join(at, TRAIL), "utf8");
        expect(wanted.filter((what) => !text.includes(`"what":"${what}"`))).toEqual([]);
        rmSync(dataDir, { recursive: true });
      }
    }
  }
  expect(cuts).toBeGreaterThan(100);
  expect(readdirSync(folder)).toEqual(["made"]);
}, 120_000);

/** The key is written once, durably, before the first record; what else lies there is made anew. */
function isKey(path: string): boolean {
  return basename(path) === "audit" || basename(path).startsWith("key");
}
