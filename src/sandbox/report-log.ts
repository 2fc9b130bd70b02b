import type { ReportForm, ReportFormat } from "../model/runner.ts";
import type { SandboxLimits } from "../model/sandbox-request.ts";
import { createLog, type Log, REPORT_BYTES, TAIL_BYTES } from "./log.ts";
import { endMarker } from "./job-command.ts";

const SUMMARIES: ReadonlySet<ReportFormat> = new Set(["node-test", "pytest", "ruby"]);

/** What decides how much of a run's output is kept. */
export interface LogOrder {
  report: ReportForm | null;
  limits: Pick<SandboxLimits, "outputBytes">;
}

/**
 * Makes the log of a run whose report will be read. A report in the output itself needs all
 * of it; a summary stands at its end.
 */
export function reportLog({ report, limits }: LogOrder, marker: string, overflow: () => void): Log {
  const isSummary = report === null || SUMMARIES.has(report.format);
  return createLog({
    ...{ marker, overflow, limitBytes: limits.outputBytes },
    ...{ endMarker: endMarker(marker), filesFollow: reportFilesOf(report).length > 0 },
    keepBytes: isSummary ? TAIL_BYTES : REPORT_BYTES,
  });
}

/** The files that a report is read from; none where it is in the output. */
export function reportFilesOf(report: ReportForm | null): readonly string[] {
  return report?.format === "junit" ? (report.files ?? []) : [];
}
