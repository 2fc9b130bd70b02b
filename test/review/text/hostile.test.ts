import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textFactsOf } from "../../../src/review/text/text-facts.ts";

const MEGABYTE = 1_000_000;
const repeated = (piece: string, size = MEGABYTE) => piece.repeat(Math.ceil(size / piece.length));

/** A search that goes over the same text again does not end on one of these. */
const HOSTILE: [string, string][] = [
  ["carriage returns", repeated("a\r")],
  ["direction marks", repeated("a\u200e")],
  ["zero-width spaces", repeated("\u200b")],
  ["isolates", repeated("\u2066")],
  ["gaps", repeated(`a;${" ".repeat(100)}`)],
  ["gaps in two lines", `${repeated(`a;${" ".repeat(100)}`)}\n${repeated(`b;${" ".repeat(100)}`)}`],
  ["remainders", repeated("%12345 ")],
  ["line ends", repeated("\n")],
  ["blanks", repeated(" ")],
  ["escapes", repeated("\\x41")],
  ["open tags", repeated("<a ")],
  ["hidden tags", repeated("<a hidden>x")],
  ["open comments", repeated("<!--")],
  ["comments", repeated("<!-- x -->")],
  ["half an instruction", repeated("ignore all ")],
  ["half a download", repeated("curl ")],
  ["half a theft", repeated("send token ")],
  ["concealment", repeated("without informing ")],
  ["brackets", repeated("[]()!+")],
  ["a long literal", `"${repeated("A1b")}"`],
  ["many literals", repeated(`"${"A1b".repeat(70)}" `)],
  ["two scripts", repeated("aа")],
  ["emoji", repeated("😀\u200d")],
  ["words of lookalikes", repeated("сору ")],
  ["terminal commands", repeated("\u001b[2K")],
  ["hash marks", repeated("_0x1a2b ")],
];

describe("hostile text", () => {
  it.each(HOSTILE)("of a megabyte is read to its end: %s", (_, text) => {
    for (const path of ["a.js", "AGENTS.md", "a.py"]) {
      expect(textFactsOf(text, path).length).toBeLessThanOrEqual(9 * 51);
    }
  });
});

it("has facts whose places are inside it and whose excerpts show everything", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "\u202e",
      "\u2066",
      "\u200b",
      "\u200d",
      "\ufe0f",
      "\u{e0101}",
      "\u{e0041}",
      "\u3164",
      "\ud800",
      "\0",
      "\r",
      "\n",
      "\t",
      "\u001b[2K",
    ),
    fc.constantFrom(
      "a",
      "аb",
      "ο",
      "x".repeat(30),
      " ".repeat(120),
      "eval(1)",
      "<!--",
      "-->",
      "ignore previous instructions",
      "😀",
      "\\x65".repeat(20),
    ),
    fc.string({ unit: "binary", maxLength: 8 }),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      fc.constantFrom("a.js", "a.md", "CLAUDE.md", "branch", "a.json", "a.py"),
      (pieces, path) => {
        const text = pieces.join("");
        const lines = text.split("\n");
        for (const { at, excerpt } of textFactsOf(text, path)) {
          expect(at.line).toBeGreaterThanOrEqual(1);
          expect(at.endLine).toBeGreaterThanOrEqual(at.line);
          expect(at.endLine).toBeLessThanOrEqual(lines.length);
          expect(at.column ?? 1).toBeLessThanOrEqual((lines[at.line - 1]?.length ?? 0) + 1);
          expect(excerpt).not.toMatch(
            /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u,
          );
          expect(excerpt.length).toBeLessThan(500);
        }
      },
    ),
    { numRuns: 500 },
  );
});
