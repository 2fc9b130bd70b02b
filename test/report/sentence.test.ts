import { expect, test } from "vitest";
import { sentence } from "../../src/report/sentence.ts";

test("brackets around what starts a file stay prose", () => {
  const said = "`a.woff2` (new) runs (started by `.vscode/tasks.json`), reads `~/.npmrc`.";
  expect(sentence(said)).toBe(said);
});

test("a captured word in brackets stands in code, brackets and all", () => {
  expect(sentence("runs (trust@me)")).toBe("runs `(trust@me)`");
});
