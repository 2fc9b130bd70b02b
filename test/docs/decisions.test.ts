import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../architecture/sources.ts";
import { pageAt } from "./pages.ts";

const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<
  "dependencies" | "devDependencies" | "optionalDependencies",
  Record<string, string>
>;

const page = pageAt("docs/decisions.md");

test("every direct dependency has its reason in docs/decisions.md", () => {
  const all = Object.keys({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  });
  expect(all.filter((name) => !page.spans.includes(name))).toEqual([]);
});

test("every decision has its date", () => {
  const undated = page.text
    .split("\n")
    .filter((line) => line.startsWith("## ") && !/^## \d{4}-\d{2}-\d{2}: \S/.test(line));
  expect(undated).toEqual([]);
});
