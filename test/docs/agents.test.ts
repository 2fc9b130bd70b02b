import { expect, test } from "vitest";
import { ALLOWED, roomOf, ROOTS } from "../architecture/rooms.ts";
import { sourcesUnder } from "../architecture/sources.ts";
import { codeIn, pageAt, tableOf } from "./pages.ts";

const page = pageAt("AGENTS.md");

test("its table of rooms is the one that imports are held to", () => {
  const rows = tableOf(page, "Room").map(([room = "", , imports = ""]) => [
    codeIn(room)[0],
    codeIn(imports),
  ]);
  expect(Object.fromEntries(rows)).toEqual(ALLOWED);
});

test("its table of rooms is the folders and files of src", () => {
  const rooms = tableOf(page, "Room").map(([room = ""]) => codeIn(room)[0]);
  const found = new Set(sourcesUnder("src").map(({ path }) => roomOf(path)));
  expect(rooms.toSorted()).toEqual([...found].filter((room) => !ROOTS.includes(room)).toSorted());
});

test("it names the files that may import everything", () => {
  const line = page.text.split("\n").find((one) => one.includes("put everything together")) ?? "";
  for (const root of ROOTS) expect(codeIn(line)).toContain(root);
});
