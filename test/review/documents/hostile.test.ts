import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DOCUMENTS } from "../../../src/review/documents/table.ts";
import { meaningOf } from "../../../src/review/documents/settings.ts";

const repeated = (piece: string, size = 200_000) => piece.repeat(Math.ceil(size / piece.length));

/** Texts made to make a reader recurse, multiply or go over the same ground again. */
const HOSTILE: [string, string][] = [
  ["open brackets", repeated("[")],
  ["open braces", repeated('{"a":')],
  ["nested flow", repeated("{a: ")],
  ["nested dashes", repeated("- ")],
  ["nested questions", repeated("? ")],
  ["indentation", Array.from({ length: 600 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  [
    "an alias bomb",
    `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 20 }, (_, at) => `b${at}: &b${at} [${repeated(at === 0 ? "*a," : `*b${at - 1},`, 40)}x]`).join("\n")}`,
  ],
  [
    "aliases",
    Array.from({ length: 8000 }, (_, at) => `k${at}: &a${at} x\nl${at}: *a${at}`).join("\n"),
  ],
  ["an alias of itself", "a: &a [*a]\nb: *a\n<<: *a\n"],
  ["many keys", Array.from({ length: 15_000 }, (_, at) => `k${at}: 1`).join("\n")],
  ["many tables", Array.from({ length: 20_000 }, (_, at) => `[k${at}]`).join("\n")],
  ["a dotted key", `${repeated("a.")}b = 1`],
  ["nested arrays", `a = ${repeated("[")}`],
  [
    "expressions",
    `jobs: {a: {steps: [{run: "${repeated("${{ github.event.issue.title }}", 100_000)}"}]}}`,
  ],
  [
    "many jobs with many variables",
    `env:\n${repeated("  A: 1\n", 50_000)}jobs:\n${Array.from({ length: 5000 }, (_, at) => `  j${at}: {steps: [{run: x}]}`).join("\n")}`,
  ],
  [
    "many tasks that depend on each other",
    JSON.stringify({
      tasks: Array.from({ length: 2000 }, () => ({
        label: "a",
        dependsOn: ["a", "a"],
        command: "x",
        runOptions: { runOn: "folderOpen" },
      })),
    }),
  ],
  ["open variables", `{"tasks":[{"command":"${repeated("${workspaceFolder:")}"}]}`],
  ["continued lines", repeated("RUN a \\\n")],
  ["heredocs", repeated("RUN <<E ")],
  ["continued values", `[a]\nb = 1\n${repeated("  c\n")}`],
  ["blanks", `a${repeated(" ")}`],
  ["line ends", repeated("\n")],
  ["a recipe", `a:\n${repeated("\tb\n")}`],
  ["quotes", repeated('"')],
  ["NULs", repeated("\0")],
];

describe.each(DOCUMENTS.map((kind) => [kind.name, kind] as const))(
  "the reader of %s",
  (_, kind) => {
    it.each(HOSTILE)("ends on %s, with an answer", (_name, text) => {
      const reading = kind.read(text, "x/y");
      const packages = reading.facts.filter((fact) => "locked" in fact);
      expect(packages.length).toBeLessThanOrEqual(100_000);
      expect(reading.facts.length - packages.length).toBeLessThanOrEqual(20_000);
      expect(reading.code.length).toBeLessThanOrEqual(20_000);
    });

    it("answers any text with places inside it and settings that have a meaning", () => {
      const piece = fc.constantFrom(
        ...[
          "{",
          "}",
          "[",
          "]",
          '"',
          "'",
          ":",
          ",",
          "\n",
          "  ",
          "- ",
          "a",
          "#",
          "=",
          "scripts",
          "tasks",
          "command",
          "run: |",
          "jobs",
          "steps",
          "on",
          "uses",
          "env",
          "permissions",
        ],
        ...[
          "RUN",
          "FROM",
          "\t",
          "\\",
          "|",
          ">",
          "&a",
          "*a",
          "<<",
          "!x",
          "---",
          "${{",
          "}}",
          "secrets.A",
          "filter",
          "hooks",
          "mcpServers",
          "url",
          "\r",
          "é",
          "\ufeff",
          "[submodule",
          "path",
        ],
      );
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
          const text = pieces.join("");
          const count = text.split("\n").length;
          const { facts, code } = kind.read(text, "x/y");
          for (const { at } of [...facts, ...code]) {
            expect(at.line).toBeGreaterThanOrEqual(1);
            expect(at.endLine).toBeGreaterThanOrEqual(at.line);
            expect(at.line).toBeLessThanOrEqual(count + 1);
          }
          for (const fact of facts)
            if (fact.kind === "setting") expect(meaningOf(fact.name)).not.toBeNull();
          expect(new Set(code.map((each) => each.name)).size).toBe(code.length);
        }),
        { numRuns: 150 },
      );
    });
  },
);

describe("what nests deeper than a reader goes", () => {
  it.each([
    ["package.json", repeated("[")],
    ["workflow", repeated("{a: ")],
    ["workflow", repeated("- ")],
    ["Bun settings", `a = ${repeated("[")}`],
    ["editor tasks", repeated('{"a":')],
  ])("is a problem of the %s, not an empty answer", (name, text) => {
    expect(DOCUMENTS.find((kind) => kind.name === name)?.read(text, "x").problem).not.toBeNull();
  });
});
