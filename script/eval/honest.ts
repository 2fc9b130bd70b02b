import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { requestOf } from "../../src/cli/change.ts";
import { openLocal } from "../../src/git/local.ts";
import { Fault } from "../../src/model/fault.ts";
import type { Review } from "../../src/model/review.ts";
import { terminalLine } from "../../src/report/encoder.ts";
import type { Knowledge } from "../../src/review/knowledge.ts";
import { review } from "../../src/review/review.ts";
import { treeFromFolder } from "../../test/fakes/memory-commits.ts";
import { reviewTrees } from "../../test/rules/examples.ts";
import type { Measured, Notebook } from "./measured.ts";

/** What a measurement works with; `say` gets one line for each change that is not clean. */
export interface Measuring {
  knowledge: Knowledge;
  notebook: Notebook;
  say: (line: string) => void;
}

/** The mirror of a history under a folder of mirrors, or null where it did not come. */
export function mirrorOf(mirrors: string, history: string): string | null {
  const folder = join(mirrors, history.replace("/", "+"));
  const places = [join(folder, "repo"), folder, `${folder}.git`];
  return places.find((place) => existsSync(join(place, "HEAD"))) ?? null;
}

/**
 * Reviews merged changes of a mirror in this process, the newest first: every `every`th one
 * of the last `last`. What the notebook knows is not reviewed again.
 */
export async function measureHistory(
  { knowledge, notebook, say }: Measuring,
  {
    history,
    mirror,
    last,
    every,
  }: Record<"history" | "mirror", string> & Record<"last" | "every", number>,
): Promise<Measured[]> {
  const repository = await openLocal(mirror);
  const measured: Measured[] = [];
  try {
    const merged = await repository.recentMerges(last);
    for (const { base, head } of merged.filter((_, index) => index % every === 0)) {
      const judge = async () =>
        review(repository, await requestOf(repository, [base], head), knowledge);
      const name = { history, change: head.slice(0, 10) };
      measured.push(await measureOne({ notebook, say }, name, judge));
    }
    return measured;
  } finally {
    await repository.close();
  }
}

/** Reviews every package under `folder` as if a change added all of its files. */
export async function measurePackages(
  { knowledge, notebook, say }: Measuring,
  folder: string,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const change of packagesIn(folder)) {
    const judge = () => reviewTrees({}, treeFromFolder(join(folder, change)), knowledge);
    const name = { history: "installed packages", change };
    measured.push(await measureOne({ notebook, say }, name, judge));
  }
  return measured;
}

function packagesIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => !name.startsWith("."));
  return names.flatMap((name) =>
    name.startsWith("@")
      ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`)
      : existsSync(join(folder, name, "package.json"))
        ? [name]
        : [],
  );
}

async function measureOne(
  { notebook, say }: Omit<Measuring, "knowledge">,
  name: Pick<Measured, "history" | "change">,
  judge: () => Promise<Review>,
): Promise<Measured> {
  const known = notebook.find(name.history, name.change);
  const measured = known ?? { ...name, ...(await timed(judge)) };
  if (known === undefined) notebook.add(measured);
  if (measured.ending === "clean") return measured;
  say(`${name.history} ${name.change}  ${measured.ending}`);
  for (const line of measured.why) say(`    ${terminalLine(line)}`);
  return measured;
}

async function timed(judge: () => Promise<Review>): Promise<Omit<Measured, "history" | "change">> {
  const before = process.cpuUsage();
  const answer = await judge().then(endingOf, notReviewed);
  const { user, system } = process.cpuUsage(before);
  return { ...answer, cpuSeconds: (user + system) / 1e6 };
}

function endingOf(judged: Review): Omit<Measured, "history" | "change" | "cpuSeconds"> {
  const { verdict, complete, unanalysed } = judged;
  const counted = judged.findings.filter(({ axis }) => axis === "malice");
  const why = [
    ...(verdict === "clean" ? [] : counted.slice(0, 20)).map(
      ({ rule, path, line, message }) => `${rule}  ${path}:${line}  ${message}`,
    ),
    ...unanalysed.slice(0, 20).map(({ path, reason }) => `not understood  ${path}  ${reason}`),
  ];
  const ending = verdict === "clean" && !complete ? "incomplete" : verdict;
  return { ending, complete, why };
}

/** A shallow mirror has commits without all that they refer to; anything else is our fault. */
function notReviewed(error: unknown): Omit<Measured, "history" | "change" | "cpuSeconds"> {
  const gone = error instanceof Fault && error.kind === "gone";
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ending: gone ? "unread" : "failed", complete: false, why: [why] };
}
