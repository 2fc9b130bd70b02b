import { join, resolve } from "node:path";
import { readArguments } from "../src/cli/arguments.ts";
import { loadKnowledge } from "../src/review/knowledge.ts";
import { measureCases } from "./eval/cases.ts";
import { HISTORIES } from "./eval/histories.ts";
import { measureHistory, measurePackages, type Measuring, mirrorOf } from "./eval/honest.ts";
import { measureRewrites } from "./eval/rewrites.ts";
import { type Measured, openNotebook, tableOf } from "./eval/measured.ts";

const ROOT = join(import.meta.dirname, "..");
const USAGE = `npm run eval -- --mirrors DIR [--last N] [--every N] [--only NAME] [--notes FILE]
npm run eval -- --rewrites [NAME]
npm run eval -- --cases FILE

Reviews changes that were merged in public projects and counts false alarms.
  --mirrors DIR  bare mirrors, one folder OWNER+NAME each
  --last N       how far back in every history, in merged changes (40)
  --every N      reviews every Nth of them (1)
  --only NAME    histories whose name contains NAME, or "packages"
  --rewrites     rewrites every known attack without changing what it does, and counts what is
                 still found; NAME is of a rewrite or a language
  --cases FILE   reviews changes of one's own: lines of JSON with id, language, note, and base and
                 head, which are trees from path to text
  --notes FILE   keeps every change's result, and goes on where a stopped run was
`;

function numberOf(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${text} is no count`);
  return value;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === "--rewrites") {
    await measureRewrites(ROOT, await loadKnowledge(ROOT), say, args[1]);
    return 0;
  }
  if (args[0] === "--cases" && args[1] !== undefined) {
    await measureCases(resolve(args[1]), await loadKnowledge(ROOT), say);
    return 0;
  }
  const read = readArguments(args, ["mirrors", "last", "every", "only", "notes"]);
  if ("problem" in read || read.values["mirrors"] === undefined) {
    process.stderr.write("problem" in read ? `${read.problem}\n\n${USAGE}` : USAGE);
    return 2;
  }
  const { mirrors, only = "", notes } = read.values;
  const span = {
    last: numberOf(read.values["last"], 40),
    every: numberOf(read.values["every"], 1),
  };
  const notebook = openNotebook(notes === undefined ? null : resolve(notes));
  const measuring: Measuring = { knowledge: await loadKnowledge(ROOT), notebook, say };
  const measured: Measured[] = [];
  for (const history of HISTORIES.filter((name) => name.includes(only))) {
    const mirror = mirrorOf(resolve(mirrors), history);
    if (mirror === null) say(`${history}: there is no mirror of it, left out`);
    else measured.push(...(await measureHistory(measuring, { history, mirror, ...span })));
  }
  if ("packages".includes(only))
    measured.push(...(await measurePackages(measuring, join(ROOT, "node_modules"))));
  say("");
  say(tableOf(measured));
  return measured.some(({ ending }) => ending === "failed") ? 3 : 0;
}

process.exitCode = await main(process.argv.slice(2));
