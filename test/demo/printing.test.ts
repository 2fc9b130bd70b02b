import { Writable } from "node:stream";
import { expect, test } from "vitest";
import type { CheckRun } from "../stand-in/state.ts";
import { showCheck } from "./check-view.ts";
import { createExpectations } from "./expectations.ts";
import { createPrinter } from "./printer.ts";

/** A printer whose output is kept. */
function kept() {
  let text = "";
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  // The printer asks a stream of a terminal only for what is missing here.
  const printer = createPrinter(Object.assign(out, { isTTY: false }) as never);
  return { printer, text: () => text };
}

test("an expectation that does not hold is told, and kept with what was seen", () => {
  const { printer, text } = kept();
  const { expect: expects, met, failed } = createExpectations(printer);
  expects("water is wet", true);
  expects("fire is cold", false, { degrees: 800 });
  expect([met(), failed()]).toEqual([1, ['fire is cold; seen: {"degrees":800}']]);
  expect(text()).toContain("✗ NOT SO: fire is cold");
});

test("a check run is shown in lines that fit, with title, annotation, evidence and buttons", () => {
  const { printer, text } = kept();
  const run = {
    name: "Gatehouse / review",
    conclusion: "failure",
    title: "Would run something",
    summary: `**Look** at \`a.js\`. ${"word ".repeat(60)}\n`,
    text: null,
    annotations: [
      {
        path: "a.js",
        start_line: 7,
        end_line: 7,
        annotation_level: "failure",
        title: "Runs something",
        message: "It runs.\n\nWhy it matters: so.\n\nWhat to do: Ask.",
        raw_details: `decodes to: ${"x".repeat(300)}`,
      },
    ],
    actions: [{ label: "Run in sandbox", description: "", identifier: "" }],
  };
  // The view reads no other field.
  showCheck(printer, run as unknown as CheckRun, { text: true });
  const lines = text().split("\n");
  expect(lines.filter((line) => line.length > printer.width)).toEqual([]);
  for (const part of ["✗ Gatehouse / review: failure", "Look at a.js.", "a.js:7  Runs something"])
    expect(text()).toContain(part);
  for (const part of ["What to do: Ask.", "decodes to: xxx", "[ Run in sandbox ]"])
    expect(text()).toContain(part);
  expect(text()).not.toContain("Why it matters");
});

test("what a check run says cannot act on the terminal", () => {
  const { printer, text } = kept();
  const run = {
    name: "Gatehouse / sandbox",
    conclusion: "success",
    title: "a\x1b[2Jb",
    summary: "c\x1b]0;d\x07\n\n```text\n\x1b[31m\n```\n",
    text: null,
    annotations: [],
    actions: [],
  };
  showCheck(printer, run as unknown as CheckRun, { text: true });
  expect(text()).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
});
