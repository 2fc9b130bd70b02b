import type { RunRow } from "../../model/overview.ts";
import type { Behaviour, SandboxRun } from "../../model/sandbox-run.ts";
import { chart, CURVES, number, seriesTable } from "./chart.ts";
import { programTree } from "./program-tree.ts";
import { runLog } from "./run-log.ts";
import { badge, type Html, html, sha, table } from "./page.ts";

/** The list of sandbox runs. */
export function runsPage(rows: readonly RunRow[]): Html {
  return table(
    "The newest runs",
    ["Run", "Repository", "Pull request", "Head", "Approved by", "State"],
    rows.map((row) => [
      html`<a href="/runs/${row.runId}">${row.runId}</a>`,
      `${row.repository.owner}/${row.repository.name}`,
      `#${row.pullRequest}`,
      sha(row.headSha),
      row.approvedBy.login,
      badge(row.result?.outcome ?? row.state),
    ]),
  );
}

/**
 * One run: who let it, what it was, what it tried and used, and the end of its log, of which
 * only the lines with `wanted` are shown where that is not empty.
 */
export function runPage(
  { runId, request, result, approvedBy, headSha, state }: RunRow,
  wanted: string,
): Html {
  return html`<dl class="facts">
      ${fact("State", badge(result?.outcome ?? state))} ${fact("Commit", sha(headSha))}
      ${fact("Approved by", approvedBy.login)} ${fact("Runner", request.runner)}
      ${fact("Profile", request.profile)}
    </dl>
    <p>Command: <code>${request.command.join(" ")}</code></p>
    ${result === null ? html`<p class="none">It has not ended.</p>` : html`${ended(result)} ${runLog(result, { runId, wanted })}`}`;
}

function explanationOf({ announcedBy, seenOnBase }: Behaviour): string {
  if (announcedBy !== null) return "the review";
  return seenOnBase === true ? "the merge base, which does it as well" : "nothing";
}

function fact(name: string, value: Html | string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function ended(run: SandboxRun): Html {
  const { resources } = run;
  return html`<p>${run.reason}</p>
    ${table(
      "What it tried",
      ["Capability", "Target", "Process", "Step", "Times", "Explained by"],
      run.behaviours.map((one) => [
        ...[one.capability, one.target, one.process, one.step, one.count],
        explanationOf(one),
      ]),
    )}
    ${programTree(run)}
    <p class="quiet">
      Watched by: ${run.witnesses.join("; ") || "nobody"}. Nothing seen is no proof of safety.
    </p>
    ${table(
      "What it used",
      ["Wall seconds", "CPU seconds", "Peak MiB", "MiB read", "MiB written", "Peak processes"],
      [
        [
          number(resources.wallMs / 1000),
          number(resources.cpuMs / 1000),
          number(resources.peakBytes / 2 ** 20),
          number(resources.readBytes / 2 ** 20),
          number(resources.writtenBytes / 2 ** 20),
          resources.peakPids,
        ],
      ],
    )}
    ${
      resources.series.length < 2
        ? html`<p class="none">
            There are no curves: it was too short for them, or they are kept no longer.
          </p>`
        : html`${CURVES.map((curve) => chart(resources.series, curve))}
          ${seriesTable(resources.series)}`
    }
    <p class="quiet">${run.image}, ${run.runtime}</p>`;
}
