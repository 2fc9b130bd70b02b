import { describe, expect, it } from "vitest";
import { each, shown, texts, type Node } from "../../../src/review/documents/node.ts";
import { parseToml } from "../../../src/review/documents/toml-document.ts";

const at = (text: string, ...path: string[]) => texts(parseToml(text).root, ...path);

describe("TOML", () => {
  const values: [string, string, string[], string[]][] = [
    ["a bare key", "a = 1", ["a"], ["1"]],
    ["a dotted key", 'a.b."c d" = "x"', ["a", "b", "c d"], ["x"]],
    ["a table", "[a.b]\nc = true", ["a", "b", "c"], ["true"]],
    ["a table in the last of a list", "[[a]]\n[[a]]\n[a.c]\nd = 3", ["a"], []],
    ["an array over lines", 'a = [ # x\n "b", # "no"\n \'c\',\n]', ["a"], ["b", "c"]],
    ["an inline table", 'a = { b = "x", c.d = [1] }', ["a", "c", "d"], ["1"]],
    ["a literal", String.raw`a = 'C:\x'`, ["a"], [String.raw`C:\x`]],
    ["escapes", String.raw`a = "\u0041\n\t\\\""`, ["a"], ['A\n\t\\"']],
    ["text over lines", 'a = """\nx\n\\\n   y"""', ["a"], ["x\ny"]],
    ["quotes at the end of a text over lines", 'a = """x"""""', ["a"], ['x""']],
    ["a doubled key, both values", "a = 1\na = 2", ["a"], ["1", "2"]],
    ["a comment after a value", 'a = "x#y" # z', ["a"], ["x#y"]],
  ];
  it.each(values)("reads %s", (_, text, path, expected) => {
    expect(at(text, ...path)).toEqual(expected);
    expect(parseToml(text).problem).toBeNull();
  });
  it("reads a list of tables, and what belongs to the last of them", () => {
    const { root } = parseToml('[[a]]\nb = "1"\n[[a]]\nb = "2"\n[a.c]\nd = 3');
    expect(each(root, "a").map((item) => shown(item))).toEqual(["{b: 1}", "{b: 2, c: {d: 3}}"]);
  });
  it("knows the line of a text's first line", () => {
    const [node]: (Node | undefined)[] = each(
      parseToml('\n[x]\na = """\ncode\n"""\n').root,
      "x",
      "a",
    );
    expect(node).toMatchObject({ line: 3, textLine: 4, endLine: 5 });
  });
  it.each(["a", "a =", "= 1", "[a", 'a = "x', "a = [1", "a = 1 b", "a = {b}"])(
    "says where %j is none",
    (text) => {
      expect(parseToml(`ok = 1\n${text}\n`).problem).toBe("line 2 is not TOML");
    },
  );
  it("goes on behind what it does not understand", () => {
    expect(at("???\n[x]\na = 1", "x", "a")).toEqual(["1"]);
  });
});
