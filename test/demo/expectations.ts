import type { Printer } from "./printer.ts";

/** What the demo expects, and what did not come out so. */
export interface Expectations {
  /** Says whether something came out as expected, and keeps it for the end. */
  expect: (what: string, holds: boolean, seen?: unknown) => void;
  met: () => number;
  failed: () => readonly string[];
}

/** Creates an empty list of expectations. */
export function createExpectations({ line, paint }: Printer): Expectations {
  const failed: string[] = [];
  let met = 0;
  return {
    expect(what, holds, seen) {
      if (holds) met += 1;
      else failed.push(seen === undefined ? what : `${what}; seen: ${JSON.stringify(seen)}`);
      line(`  ${holds ? paint("green", "✓") : paint("red", "✗ NOT SO:")} ${what}`);
    },
    met: () => met,
    failed: () => failed,
  };
}
