import type { ReportedTests } from "../model/reported-tests.ts";
import type { RunComparison, RunDifference } from "../model/run-comparison.ts";
import type { Program, ResourceSample, SandboxRun } from "../model/sandbox-run.ts";
import { codeBlock, codeSpan, ownLink, stripTerminalSequences } from "./encoder.ts";
import { behaviours, fitted, mergeBase } from "./run-behaviours.ts";
import { runTitle } from "./run-title.ts";

const LOG_LINES = 40;
const LOG_BYTES = 24 * 1024;
const CURVE_POINTS = 48;
const TREE_LINES = 30;
const TREE_BYTES = 8 * 1024;
const TREE_COMMAND = 100;
const MOST_INDENT = 12;
const BARS = "▁▂▃▄▅▆▇█";

/** What the short text of a sandbox check is made of. */
export interface RunSummaryInput {
  run: SandboxRun;
  comparison: RunComparison;
  approvedBy: string;
  helpUrl: string;
}

/** The short text: how it ended, what weakens a pass, what was seen, who watched. */
export function runSummary({ run, comparison, approvedBy, helpUrl }: RunSummaryInput): string {
  return [
    `${runTitle(run)}.\n\n`,
    `Why it ended so: ${codeSpan(run.reason, 500)}\n\n`,
    differences(comparison.differences),
    mergeBase(run.base),
    behaviours(run.behaviours),
    witnesses(run.witnesses),
    warnings(run.warnings),
    `Commit ${codeSpan(run.headSha)}, profile ${codeSpan(run.profile)}, image ${codeSpan(run.image)}, runtime ${codeSpan(run.runtime)}; asked for by ${codeSpan(approvedBy)}.\n\n`,
    `[What this check says](${helpUrl})\n`,
  ].join("");
}

/**
 * The long text: tests as reported, programs, resources, and the end of the log; where that is
 * not all that was kept, it ends with where the rest is.
 */
export function runText(run: SandboxRun, page: string | null = null): string {
  return [
    ...[tests(run), programs(run.processes), resources(run.resources), log(run.log)],
    isCut(run) ? wholeNote(run, page) : "",
  ].join("");
}

/** Whether more was kept of the output and the programs than is shown. */
function isCut({ log: { tail }, processes }: SandboxRun): boolean {
  const text = stripTerminalSequences(tail).replace(/\n+$/, "");
  const isLong = text.split("\n").length > LOG_LINES || Buffer.byteLength(text) > LOG_BYTES;
  return isLong || (processes?.shown.length ?? 0) > TREE_LINES;
}

function wholeNote({ headSha }: SandboxRun, page: string | null): string {
  const shown = page === null ? "" : ` ${ownLink("The whole run", page)} is in the dashboard;`;
  return `\n**Not everything has room here.**${shown} \`gatehouse sandbox run --rev ${commitOf(headSha)} --format json\` prints what a run of your own keeps.\n`;
}

function commitOf(headSha: string): string {
  return /^[0-9a-f]{40}$/.test(headSha) ? headSha : "REV";
}

function differences(found: readonly RunDifference[]): string {
  if (found.length === 0) return "";
  const rows = found.map(({ what, detail }) => `- ${what}: ${codeSpan(detail)}\n`);
  return `The pull request changes what its own tests are, so a pass is worth less:\n\n${fitted(rows)}\n`;
}

function witnesses(present: readonly string[]): string {
  if (present.length === 0) return "Nothing watched this run besides its exit and its limits.\n\n";
  return `Witnesses: ${present.map((one) => codeSpan(one)).join(", ")}\n\n`;
}

function warnings(told: readonly string[]): string {
  if (told.length === 0) return "";
  return `For the operator:\n\n${fitted(told.map((one) => `- ${codeSpan(one, 500)}\n`))}\n`;
}

function tests({ tests: counts }: SandboxRun): string {
  const heading = "## Tests, as the pull request's own code reports them\n\n";
  if (counts === null) return `${heading}No counts were reported.\n\n`;
  return `${heading}${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n\n${failures(counts)}`;
}

function failures({ failures: named, failed }: ReportedTests): string {
  if (named.length === 0) return "";
  const rows = named.map(({ name, path, line }) => {
    const place = path === null ? "" : ` in ${codeSpan(line === null ? path : `${path}:${line}`)}`;
    return `- ${codeSpan(name, 300)}${place}\n`;
  });
  const more = failed > named.length ? `- and ${failed - named.length} more\n` : "";
  return `Failed:\n\n${fitted(rows)}${more}\n`;
}

function programs(seen: SandboxRun["processes"]): string {
  if (seen === null || seen.shown.length === 0) return "";
  const tree = programTree(seen.shown).slice(0, TREE_LINES).join("\n");
  const what = `${seen.started} programs and processes were started. The first of them, and those that did something that is told above`;
  return `## Programs\n\n${what}:\n${codeBlock(tree, TREE_BYTES)}\n`;
}

/** The programs of a run as lines, each further in than the one that started it. */
export function programTree(shown: readonly Program[]): string[] {
  const depths = new Map<number, number>();
  const below = new Map<number, Program[]>();
  const ids = new Set(shown.map(({ node }) => node));
  for (const one of shown) {
    const parent = ids.has(one.parent) ? one.parent : 0;
    below.set(parent, [...(below.get(parent) ?? []), one]);
  }
  const lines: string[] = [];
  const waiting = [...(below.get(0) ?? [])].reverse();
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const depth = (depths.get(one.parent) ?? -1) + 1;
    depths.set(one.node, depth);
    lines.push(
      `${"  ".repeat(Math.min(depth, MOST_INDENT))}${one.pid} ${one.command.slice(0, TREE_COMMAND)}`,
    );
    waiting.push(...[...(below.get(one.node) ?? [])].reverse());
  }
  return lines;
}

function resources(used: SandboxRun["resources"]): string {
  const rows = [
    ["Time", `${seconds(used.wallMs)} s`],
    ["Processor time", `${seconds(used.cpuMs)} s`],
    ["Peak memory", `${mebibytes(used.peakBytes)} MiB`],
    ["Read", `${mebibytes(used.readBytes)} MiB`],
    ["Written", `${mebibytes(used.writtenBytes)} MiB`],
    ["Most processes at once", String(used.peakPids)],
  ];
  const table = rows.map(([name, value]) => `| ${name} | ${value} |\n`).join("");
  return `## Resources\n\n| | |\n|---|---:|\n${table}\n${curve(used.series)}`;
}

/** Memory over the run as a line of bars, the highest of which is the peak of the samples. */
function curve(series: readonly ResourceSample[]): string {
  const bars = memoryCurve(series);
  return bars === "" ? "" : `Memory over time:\n\n\`\`\`text\n${bars}\n\`\`\`\n\n`;
}

/** At most 48 bars; each is the largest sample of its part of the run. */
export function memoryCurve(series: readonly ResourceSample[]): string {
  const peak = Math.max(0, ...series.map((sample) => sample.bytes));
  if (peak === 0) return "";
  const step = Math.max(1, series.length / CURVE_POINTS);
  const points = Math.min(CURVE_POINTS, series.length);
  return Array.from({ length: points }, (_, index) => {
    const part = series.slice(Math.floor(index * step), Math.ceil((index + 1) * step));
    const highest = Math.max(0, ...part.map((sample) => sample.bytes));
    return BARS.charAt(Math.min(BARS.length - 1, Math.floor((highest / peak) * BARS.length)));
  }).join("");
}

function log({ bytes, truncated, tail }: SandboxRun["log"]): string {
  const heading = "## Output of untrusted code\n\n";
  const text = stripTerminalSequences(tail).replace(/\n+$/, "");
  if (text === "") return `${heading}It wrote nothing.\n`;
  const lines = text.split("\n");
  const cut = truncated ? ", cut at the output limit" : "";
  const last = keepEnd(lines.slice(-LOG_LINES).join("\n"));
  return `${heading}The end of ${bytes} bytes${cut}. Every word below was chosen by the code that ran.\n${codeBlock(last, LOG_BYTES)}`;
}

/** The last bytes that fit, from the start of a line where one begins there. */
function keepEnd(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= LOG_BYTES) return text;
  let start = bytes.length - LOG_BYTES;
  // A byte 10xxxxxx belongs to the character before the cut.
  while (start < bytes.length && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return `… ${start} bytes omitted\n${bytes.subarray(start).toString("utf8")}`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(1);
}
