import type { WorkerRow } from "../../model/overview.ts";
import { REPORT_MS } from "../../model/worker-report.ts";
import { badge, type Html, html, table } from "./page.ts";

/** A worker of which nothing was heard for three of its reports is not there, as far as we know. */
const SILENT_MS = 3 * REPORT_MS;

/** Every sandbox worker that was ever heard or is let in, with what its last self-test said. */
export function workersPage(
  rows: readonly WorkerRow[],
  { letIn, now }: { letIn: readonly string[]; now: Date },
): Html {
  const heard = new Set(rows.map(({ name }) => name));
  const silent = letIn.filter((name) => !heard.has(name));
  return html`<p>
      What a worker says of itself is a claim. Every lease that it took is on the audit trail.
    </p>
    ${table(
      "Sandbox workers",
      ["Worker", "State", "Last self-test", "Runtime", "Last heard"],
      [
        ...rows.map((row) => rowOf(row, now)),
        ...silent.map((name) => [name, badge("never heard"), "", "", ""]),
      ],
    )}`;
}

function rowOf({ name, heardAt, report }: WorkerRow, now: Date) {
  const silent = now.getTime() - heardAt.getTime() > SILENT_MS;
  const state = report.busy ? "busy" : "waits for runs";
  return [
    name,
    silent ? badge("silent") : badge(report.unready === null ? state : "not ready"),
    report.unready ?? html`${badge("ok")} every limit and wall held`,
    report.runtime,
    heardAt.toISOString(),
  ];
}
