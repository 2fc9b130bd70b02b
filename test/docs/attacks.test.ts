import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../architecture/sources.ts";

const PAGE = readFileSync(join(ROOT, "docs", "attacks-on-the-review.md"), "utf8");

/** `file`: title, in the last column of every row but the headings. */
const ROWS = PAGE.split("\n")
  .filter((line) => /^\|.*`test\//.test(line))
  .map((line) => {
    const cell = line.split("|").at(-2)?.trim() ?? "";
    const [, file = "", title = ""] = /^`([^`]+)`: (.+)$/.exec(cell) ?? [];
    return { file, title };
  });

describe("the page of attacks on the review", () => {
  it("names a test in every row", () => {
    const rows = PAGE.split("\n").filter(
      (line) => line.startsWith("| ") && !/^\| (?:attempt|-)/.test(line),
    );
    expect(rows).toHaveLength(ROWS.length);
    expect(ROWS.length).toBeGreaterThan(35);
  });

  it.each(ROWS)("names one that is there: $file: $title", ({ file, title }) => {
    expect(existsSync(join(ROOT, file)), file).toBe(true);
    expect(readFileSync(join(ROOT, file), "utf8")).toContain(`"${title}"`);
  });
});
