import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { COMMAND_TABLE } from "../../src/execution/command-table.ts";
import { LANGUAGES } from "../../src/review/languages/table.ts";
import { ROOT } from "../architecture/sources.ts";
import { codeIn, pageAt, tableOf } from "./pages.ts";

const readme = pageAt("README.md");

test("the README names the languages whose programs are read", () => {
  const line = readme.text.split("\n").find((one) => one.includes("Programs are read in")) ?? "";
  const sentence = line.split(".", 1)[0]?.toLowerCase() ?? "";
  expect([...LANGUAGES.keys()].filter((language) => !sentence.includes(language))).toEqual([]);
});

test("the README shows commands that are in the table of commands", () => {
  const shown = tableOf(readme, "Comment").flatMap(([comments = ""]) => codeIn(comments));
  const known = COMMAND_TABLE.map(({ room, verb }) => `/${room} ${verb}`);
  const wrong = shown.filter((one) => !known.some((command) => one.startsWith(command)));
  expect([shown.length > 3, wrong]).toEqual([true, []]);
});

test("the picture of the README is small enough to load at once", () => {
  const pictures = readme.links.filter(({ type }) => type === "image");
  expect(pictures).toHaveLength(1);
  for (const { url } of pictures) expect(statSync(join(ROOT, url)).size).toBeLessThan(400_000);
});
