import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../architecture/sources.ts";
import { anchorOf, type Page, pageAt, pages } from "./pages.ts";

const PLACEHOLDER = /[<>*…]|\bHOST\b/;

test("every link leads to a page, a file or a heading that is there", () => {
  const wrong = pages().flatMap((page) =>
    page.links.flatMap(({ url }) => (leadsSomewhere(page, url) ? [] : [`${page.path}: ${url}`])),
  );
  expect(wrong).toEqual([]);
});

test("every file and folder that a page names is there", () => {
  const wrong = pages().flatMap((page) =>
    page.spans
      .filter((span) => /^(?:src|test|script|rules|images|docs|schema|bin)\//.test(span))
      .map((span) => span.split(" ", 1)[0] ?? "")
      .filter((span) => !PLACEHOLDER.test(span) && !existsSync(join(ROOT, span)))
      .map((span) => `${page.path}: ${span}`),
  );
  expect(wrong).toEqual([]);
});

test("every page of docs/ can be reached from the README", () => {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { url } of pageAt(path).links) {
      const target = normalize(join(dirname(path), url.split("#")[0] ?? ""));
      if (target.endsWith(".md") && !isOutside(url)) visit(target);
    }
  };
  visit("README.md");
  const all = pages().map(({ path }) => path);
  expect(all.filter((path) => !seen.has(path) && path !== "CHANGELOG.md")).toEqual([]);
});

function isOutside(url: string): boolean {
  return /^[a-z]+:/.test(url);
}

function leadsSomewhere(page: Page, url: string): boolean {
  if (isOutside(url)) return url.startsWith("https://");
  const [path = "", anchor] = url.split("#");
  const target = path === "" ? page.path : normalize(join(dirname(page.path), path));
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || pageAt(target).headings.some((one) => anchorOf(one) === anchor);
}
