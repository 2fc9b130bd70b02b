import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

/** What one change was found to be. `failed` is a fault of ours, `unread` is not all here. */
const Measured = z.strictObject({
  history: z.string(),
  change: z.string(),
  ending: z.enum(["clean", "suspicious", "malicious", "incomplete", "unread", "failed"]),
  /** A verdict and an open question at once count as both. */
  complete: z.boolean(),
  cpuSeconds: z.number(),
  /** One line for each finding that decided, or for each thing that was not understood. */
  why: z.array(z.string()),
});
export type Measured = z.infer<typeof Measured>;

/** Where measured changes are kept, so that a run that was stopped goes on where it was. */
export interface Notebook {
  find(history: string, change: string): Measured | undefined;
  add(measured: Measured): void;
}

/** A notebook of JSON lines in a file, or in memory alone where `file` is null. */
export function openNotebook(file: string | null): Notebook {
  const known = new Map<string, Measured>();
  const keyOf = (history: string, change: string) => `${history} ${change}`;
  for (const line of file === null ? [] : wholeLinesOf(file)) {
    const one = Measured.parse(JSON.parse(line));
    known.set(keyOf(one.history, one.change), one);
  }
  return {
    find: (history, change) => known.get(keyOf(history, change)),
    add(measured) {
      known.set(keyOf(measured.history, measured.change), measured);
      if (file === null) return;
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, `${JSON.stringify(measured)}\n`);
    },
  };
}

/** A run that was killed while it wrote leaves half a line: it is cut off, to be measured again. */
function wholeLinesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  if (whole !== text) writeFileSync(file, whole);
  return whole.split("\n").filter((line) => line !== "");
}

const COLUMNS = ["history", "changes", "malicious", "suspicious", "incomplete", "CPU s each"];

/** The table at the end: one row for each history, and one for all of them. */
export function tableOf(all: readonly Measured[]): string {
  const histories = [...new Set(all.map(({ history }) => history))];
  const rows = histories.map((name) =>
    rowOf(
      name,
      all.filter(({ history }) => history === name),
    ),
  );
  const lines = [COLUMNS, ...rows, rowOf("all", all)];
  const widths = COLUMNS.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const cells = (line: readonly string[]) =>
    line.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
    );
  return lines.map((line) => `${cells(line).join("  ")}\n`).join("");
}

function rowOf(name: string, all: readonly Measured[]): string[] {
  const read = all.filter(({ ending }) => ending !== "unread" && ending !== "failed");
  const count = (wanted: string) => String(read.filter(({ ending }) => ending === wanted).length);
  const seconds = read.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  return [
    name,
    String(read.length),
    count("malicious"),
    count("suspicious"),
    String(read.filter(({ complete }) => !complete).length),
    (seconds / Math.max(1, read.length)).toFixed(2),
  ];
}
