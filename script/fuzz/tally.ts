import type { CaseResult, Finding } from "./campaign.ts";

/** Counts cases and tells findings apart. */
export interface Tally {
  done: (target: string, result: CaseResult) => void;
  /** Whether it is the first of its kind. */
  found: (finding: Finding) => boolean;
  /** Findings of different causes. */
  findings: () => number;
  /** The counts as a table of Markdown. */
  table: () => string;
}

interface Row {
  cases: number;
  bytes: number;
  milliseconds: number;
  slowest: number;
}

/** Starts counting. Languages have a row each; documents and decoders share one by their sort. */
export function createTally(): Tally {
  const rows = new Map<string, Row>();
  const causes = new Map<string, Set<string>>();
  return {
    done: (target, { milliseconds, bytes }) => {
      const name = rowOf(target);
      const row = rows.get(name) ?? { cases: 0, bytes: 0, milliseconds: 0, slowest: 0 };
      row.cases += 1;
      row.bytes += bytes;
      row.milliseconds += milliseconds;
      row.slowest = Math.max(row.slowest, milliseconds);
      rows.set(name, row);
    },
    found: ({ target, sort, message }) => {
      const known = causes.get(rowOf(target)) ?? new Set();
      causes.set(rowOf(target), known);
      // How slow is no cause: one input of a reader is enough to look at.
      const cause = sort === "throws" ? `${sort} ${message}` : `${sort} ${target}`;
      const before = known.size;
      return known.add(cause).size > before;
    },
    findings: () => [...causes.values()].reduce((sum, { size }) => sum + size, 0),
    table: () =>
      [
        "| Reader | Cases | MB | Findings | Mean ms | Slowest ms |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        ...[...rows]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, row]) => line(name, row, causes.get(name)?.size ?? 0)),
      ].join("\n"),
  };
}

function rowOf(target: string): string {
  return target.startsWith("document ") ? "documents" : target;
}

function line(name: string, { cases, bytes, milliseconds, slowest }: Row, found: number): string {
  const mean = (milliseconds / cases).toFixed(1);
  return `| ${name} | ${cases} | ${(bytes / 1024 / 1024).toFixed(1)} | ${found} | ${mean} | ${Math.round(slowest)} |`;
}
