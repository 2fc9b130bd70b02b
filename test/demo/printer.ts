import { terminalLine } from "../../src/report/encoder.ts";

/** How something is painted, where somebody sees colours. */
export type Paint = "red" | "green" | "yellow" | "blue" | "bold" | "dim";

const CODES: Record<Paint, number> = { red: 31, green: 32, yellow: 33, blue: 36, bold: 1, dim: 2 };
const MOST_COLUMNS = 100;

/** Writes what the demo tells, in lines that fit the terminal. */
export interface Printer {
  /** Columns that a line may have. */
  width: number;
  paint: (paint: Paint, text: string) => string;
  line: (text?: string) => void;
  /** The heading of a step. */
  heading: (text: string) => void;
  /** Words of ours, wrapped. */
  say: (text: string) => void;
  /** A line with the seconds since the heading. */
  tick: (text: string) => void;
}

/** Creates a printer for standard output. */
export function createPrinter(out: NodeJS.WriteStream = process.stdout): Printer {
  const colour = out.isTTY && out.hasColors() && process.env["NO_COLOR"] === undefined;
  const width = Math.max(60, Math.min(out.isTTY ? out.columns : MOST_COLUMNS, MOST_COLUMNS));
  let began = performance.now();
  const paint = (how: Paint, text: string) => (colour ? `\x1b[${CODES[how]}m${text}\x1b[0m` : text);
  const line = (text = "") => void out.write(`${text}\n`);
  return {
    width,
    paint,
    line,
    heading(text) {
      began = performance.now();
      line();
      line(paint("bold", paint("blue", `▌ ${text}`)));
    },
    say(text) {
      for (const row of wrapped(text, width - 2)) line(`  ${row}`);
    },
    tick(text) {
      const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(5);
      line(`  ${paint("dim", `${seconds} s`)}  ${text}`);
    },
  };
}

/** Breaks text at its blanks; a longer word than `width` is cut. Untrusted text is made plain. */
export function wrapped(text: string, width: number): string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of terminalLine(text, 20_000).split(/ +/)) {
    for (const piece of word.match(new RegExp(`.{1,${width}}`, "gu")) ?? []) {
      if (row !== "" && row.length + 1 + piece.length > width) {
        rows.push(row);
        row = "";
      }
      row += row === "" ? piece : ` ${piece}`;
    }
  }
  return row === "" ? rows : [...rows, row];
}
