import { CAPABILITY_PHRASES } from "../model/capability.ts";
import type { Execution, Finding, Review } from "../model/review.ts";
import type { RuleText } from "../model/rule-text.ts";
import type { SandboxRun } from "../model/sandbox-run.ts";
import { TRIGGER_PHRASES } from "../model/trigger.ts";
import { defang, stripTerminalSequences, terminalBlock, terminalLine } from "./encoder.ts";
import { otherRules, rankFindings } from "./ranking.ts";
import type { RankedFinding } from "./ranking.ts";
import { plural } from "./review-title.ts";
import { memoryCurve } from "./run-text.ts";
import { runTitle } from "./run-title.ts";

/** How text for a terminal looks; colours only where somebody sees them. */
export interface TerminalStyle {
  colour: boolean;
}

const EXCERPT_BYTES = 800;
const LOG_BYTES = 8192;
const MAX_ROWS = 50;

type Paint = "red" | "yellow" | "green" | "bold" | "dim";
const CODES: Record<Paint, number> = { red: 31, yellow: 33, green: 32, bold: 1, dim: 2 };

/** A review as text: the one sentence, then each finding, then what newly runs and what is open. */
export function reviewAsText(
  review: Review,
  rules: ReadonlyMap<string, RuleText>,
  style: TerminalStyle,
): string {
  const paint = painter(style);
  const ranked = rankFindings(review.findings);
  return [
    headline(review, paint),
    ...ranked.slice(0, MAX_ROWS).map((entry, at) => {
      // What a rule has to say is said once.
      const told = ranked.slice(0, at).some(({ finding }) => finding.rule === entry.finding.rule);
      return findingText(entry, rules, paint, told);
    }),
    rest(ranked.length - MAX_ROWS, "place with findings", "places with findings"),
    section(
      "What newly runs",
      counted(review.executions.filter((one) => one.new).map(executionLine)),
      paint,
    ),
    section("What comes from outside", review.external.map(externalLine), paint),
    section(
      "What was not analysed",
      review.unanalysed.map(({ path, reason }) => `${terminalLine(path)}: ${terminalLine(reason)}`),
      paint,
    ),
  ].join("");
}

/** A sandbox run as text: how it ended, what it tried, what it used, the end of its output. */
export function sandboxRunAsText(run: SandboxRun, style: TerminalStyle): string {
  const paint = painter(style);
  const { resources, witnesses } = run;
  const colour = run.outcome === "passed" ? "green" : "red";
  const tried = run.behaviours.map(
    (one) =>
      `${CAPABILITY_PHRASES[one.capability]}: ${terminalLine(one.target)}, by ${terminalLine(one.process)} during ${terminalLine(one.step)}, ${one.count === 1 ? "once" : `${one.count} times`}${one.seenOnBase === true ? "; also seen on the merge base" : ""}`,
  );
  const failures = (run.tests?.failures ?? []).map(({ name, path, line }) => {
    const place = path === null ? "" : ` in ${path}${line === null ? "" : `:${line}`}`;
    return terminalLine(`${name}${place}`);
  });
  const log = stripTerminalSequences(run.log.tail).replace(/\n+$/, "");
  return [
    `${paint(colour, runTitle(run))}\n${terminalLine(run.reason)}\n`,
    `\ncommit ${terminalLine(run.headSha)}, profile ${terminalLine(run.profile)}, image ${terminalLine(run.image)}, runtime ${terminalLine(run.runtime)}\n`,
    `time ${(resources.wallMs / 1000).toFixed(1)} s, processor ${(resources.cpuMs / 1000).toFixed(1)} s, peak memory ${(resources.peakBytes / 1024 ** 2).toFixed(1)} MiB ${memoryCurve(resources.series)}\n`,
    `watched by: ${witnesses.length === 0 ? "nothing but exit and limits" : terminalLine(witnesses.join(", "))}\n`,
    run.base === undefined
      ? ""
      : `merge base ${run.base.commit}: ${run.base.outcome}; ${terminalLine(run.base.reason)}\n`,
    section(
      "For the operator",
      run.warnings.map((one) => terminalLine(one, 500)),
      paint,
    ),
    section("Failed, by its own word", failures, paint),
    section("What it tried", tried, paint),
    tried.length > 0
      ? ""
      : "\nNo behaviour was recorded; what was watched stands above. This proves nothing.\n",
    log === ""
      ? "\nIt wrote nothing.\n"
      : `\n${paint("bold", "Output of untrusted code")}\n${terminalBlock(log.slice(-LOG_BYTES), LOG_BYTES, "  | ")}\n`,
  ].join("");
}

function headline(review: Review, paint: Painter): string {
  const colour = { clean: "green", suspicious: "yellow", malicious: "red" } as const;
  const incomplete = review.complete ? "" : paint("yellow", " (incomplete)");
  const sentence =
    review.verdict === "clean" && review.findings.length === 0 && review.complete
      ? `No malicious pattern found in ${plural(review.stats.files, "changed file")}.`
      : terminalLine(review.summary);
  return `${paint(colour[review.verdict], review.verdict)}${incomplete}\n${sentence}\n`;
}

function findingText(
  entry: RankedFinding,
  rules: ReadonlyMap<string, RuleText>,
  paint: Painter,
  told: boolean,
): string {
  const { finding } = entry;
  const rule = rules.get(finding.rule);
  const colour = finding.axis === "weakness" ? "dim" : "red";
  const lines = [
    "",
    `${paint(colour, finding.severity)} ${paint("bold", terminalLine(rule?.title ?? finding.rule))}`,
    `  ${terminalLine(finding.path)}:${finding.line}  ${paint("dim", `${terminalLine(finding.rule)}, confidence ${finding.confidence}, ${finding.fingerprint}`)}`,
    `  ${terminalLine(finding.message)}`,
    ...evidenceLines(finding, paint),
  ];
  if (rule !== undefined && !told) {
    lines.push(
      `  Why it matters: ${terminalLine(rule.why)}`,
      `  When this is normal: ${terminalLine(rule.normal)}`,
      `  What to do: ${terminalLine(rule.do)}`,
      ...(rule.page === undefined ? [] : [`  More: ${terminalLine(rule.page)}`]),
    );
  }
  const others = otherRules(entry).map(
    (id) => `${terminalLine(rules.get(id)?.title ?? "a rule")} (${terminalLine(id)})`,
  );
  if (others.length > 0) lines.push(`  Also matched here: ${others.join("; ")}`);
  return lines.join("\n") + "\n";
}

function evidenceLines({ evidence }: Finding, paint: Painter): string[] {
  return evidence
    .slice(0, 4)
    .flatMap((one) => [
      paint("dim", `  ${terminalLine(one.path)}:${one.line}, ${terminalLine(one.kind)}`),
      terminalBlock(one.text, EXCERPT_BYTES, "    | "),
      ...one.decoded
        .slice(0, 3)
        .flatMap((layer) => [
          paint("dim", "    decodes to (addresses made unusable)"),
          terminalBlock(defang(layer), EXCERPT_BYTES, "    > "),
        ]),
    ]);
}

function executionLine({ path, trigger, by, secrets }: Execution): string {
  const reach =
    secrets.length === 0 ? "" : `; secrets in reach: ${terminalLine(secrets.join(", "))}`;
  return `${terminalLine(path)} runs ${TRIGGER_PHRASES[trigger]}, by ${terminalLine(by)}${reach}`;
}

function externalLine({ kind, name, from, to, path, read }: Review["external"][number]): string {
  const version = `${terminalLine(from ?? "new")} → ${terminalLine(to ?? "none")}`;
  return `${terminalLine(kind)} ${terminalLine(name)} (${version}) in ${terminalLine(path)}; ${read ? "read" : "not read"}`;
}

/** Lines that are the same, once, with their number. */
function counted(lines: readonly string[]): string[] {
  return [...Map.groupBy(lines, (line) => line)].map(([line, same]) =>
    same.length === 1 ? line : `${line} (${same.length} times)`,
  );
}

function section(title: string, rows: readonly string[], paint: Painter): string {
  if (rows.length === 0) return "";
  const shown = rows.slice(0, MAX_ROWS).map((row) => `  ${row}\n`);
  return `\n${paint("bold", title)}\n${shown.join("")}${rest(rows.length - MAX_ROWS, "more", "more")}`;
}

function rest(count: number, one: string, many: string): string {
  return count > 0 ? `  … and ${plural(count, one, many)}\n` : "";
}

type Painter = (paint: Paint, text: string) => string;

function painter({ colour }: TerminalStyle): Painter {
  return (paint, text) => (colour ? `\x1b[${CODES[paint]}m${text}\x1b[0m` : text);
}
