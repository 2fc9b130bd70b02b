import type { CheckRun, StoredAnnotation } from "../stand-in/state.ts";
import { codeRows, markdownRows } from "./markdown-rows.ts";
import { type Paint, type Printer, wrapped } from "./printer.ts";

const SIGNS: Record<string, [sign: string, paint: Paint]> = {
  success: ["✓", "green"],
  failure: ["✗", "red"],
  timed_out: ["✗", "red"],
  action_required: ["!", "yellow"],
  neutral: ["■", "dim"],
};
const LEVELS: Record<StoredAnnotation["annotation_level"], [sign: string, paint: Paint]> = {
  failure: ["✗", "red"],
  warning: ["!", "yellow"],
  notice: ["i", "dim"],
};

/** What of a check run is shown; the text below the annotations is long in a review. */
export interface CheckViewOptions {
  text: boolean;
}

/** Shows a check run as GitHub does: conclusion, title, summary, annotations, buttons. */
export function showCheck(printer: Printer, run: CheckRun, { text }: CheckViewOptions): void {
  const { paint, line, width } = printer;
  const [sign, colour] = SIGNS[run.conclusion ?? ""] ?? ["●", "yellow"];
  const inner = width - 4;
  const edge = paint(colour, "│");
  const put = (rows: readonly string[]) => {
    for (const row of rows) line(`  ${edge} ${row}`.trimEnd());
  };
  line();
  line(`  ${paint(colour, `┌ ${sign} ${run.name}: ${run.conclusion}`)}`);
  put(wrapped(run.title ?? "", inner).map((row) => paint("bold", row)));
  put(["", ...markdownRows(withoutHelp(run.summary), inner, printer)]);
  for (const annotation of run.annotations) put(["", ...annotationRows(annotation, printer)]);
  if (text) put(["", ...markdownRows(withoutHelp(run.text), inner, printer)]);
  if (run.actions.length > 0) put(["", run.actions.map(({ label }) => `[ ${label} ]`).join(" ")]);
  line(`  ${paint(colour, "└")}`);
}

function annotationRows(annotation: StoredAnnotation, { paint, width }: Printer): string[] {
  const { path, start_line: row, message, title = "", raw_details: details } = annotation;
  const [sign, colour] = LEVELS[annotation.annotation_level];
  const [first = "", ...rest] = message.split("\n\n");
  const advice = rest.find((paragraph) => paragraph.startsWith("What to do:")) ?? "";
  const inner = width - 6;
  return [
    `${paint(colour, sign)} ${paint("bold", wrapped(`${path}:${row}`, inner).join(""))}  ${title}`,
    ...[...wrapped(first, inner), ...wrapped(advice, inner)].map((one) => `  ${one}`),
    ...(details === undefined ? [] : codeRows(details, inner)).map(
      (one) => `  ${paint("dim", one)}`,
    ),
  ];
}

/** The link to the help page is for a browser. */
function withoutHelp(markdown: string | null): string {
  return (markdown ?? "").replace(/\n\[[^\]]*\]\([^)]*\)\n*$/, "\n");
}
