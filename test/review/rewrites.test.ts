import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { literalsOf } from "../../script/eval/literals.ts";
import { REWRITES } from "../../script/eval/rewrite.ts";

/** What a program of ours leaves in `out`. */
function outOf(program: string): unknown {
  const context: Record<string, unknown> = { Buffer };
  runInNewContext(program, context);
  return context["out"];
}

const TEXT = "https://collector.example.invalid/in";

it.each([
  "split text",
  "base64",
  "hex",
  "base64 of base64",
  "character codes",
  "reversed",
  "joined pieces",
])("a constant that is rewritten as %s has the same value", (name) => {
  const program = `globalThis.out = "${TEXT}";\n`;
  const out = REWRITES[name]?.({ path: "a.js", text: program, language: "javascript" })?.text ?? "";
  expect(out).not.toContain(TEXT);
  expect(outOf(out)).toBe(TEXT);
});

it("a program that is rewritten in several ways does the same", () => {
  const program = `const parts = ["aaaaaa", "bbbbbb"];\nfunction joined(list) { return list.join("-"); }\nglobalThis.out = joined(parts);\n`;
  for (const [name, rewrite] of Object.entries(REWRITES)) {
    const out = rewrite({ path: "a.js", text: program, language: "javascript" });
    if (out === null || out.more !== undefined) continue;
    expect(outOf(out.text), name).toBe("aaaaaa-bbbbbb");
  }
});

it("comments, keys, imports and texts with signs of a language are left as they are", () => {
  const program = [
    '// "comment"',
    '/* "another" */',
    'import thing from "module-name";',
    'const record = { "some-key": 1 };',
    'const text = "has ${sign}";',
    'const template = `"inside"`;',
    'const taken = "taken-text";',
  ].join("\n");
  expect(literalsOf(program, "javascript").map(({ value }) => value)).toEqual(["taken-text"]);
});
