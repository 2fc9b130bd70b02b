import { describe, expect, it } from "vitest";
import { plantedLines } from "../../../src/review/protections/planted-lines.ts";

const named = (line: string) => plantedLines("", line, "lib/a.js").map(({ name }) => name);

describe("lines that a change adds", () => {
  it("are disguised when pieces of an address stand in a list, whatever is between them", () => {
    expect(named('const a = ["https:", "", "h.example", "x"].join("/");')).toEqual([
      "change.disguised",
    ]);
    expect(named('set a = [ "ht"  "tps://h"   ".example/x" ]')).toEqual(["change.disguised"]);
  });

  it("are not for a list of words, nor for the other way of an alternative", () => {
    expect(named('const a = ["node", "python", "ruby", "go"];')).toEqual([]);
    expect(named("return named($1) || $0;")).toEqual([]);
  });

  it("are planted when they replace all branches and destroy what is in the folder", () => {
    const destroys = 'for f in $(git ls-files); do shred -u "$f"; done';
    expect(named(`${destroys}\ngit push --force --all origin`)).toEqual(["change.planted"]);
    expect(named(`${destroys}\ngit push -f --mirror backup`)).toEqual(["change.planted"]);
    expect(named(`${destroys}\ngit push --force origin gh-pages`)).toEqual([]);
    expect(named("git push --all origin\nrm -rf dist")).toEqual([]);
  });

  // A pattern with two ways to share the blanks takes longer than there is for each further word.
  it("cannot hold up a review by a list that never ends", () => {
    expect(named(`["a"${'   "a"'.repeat(60)}`)).toEqual([]);
    expect(named(`["a"${'  ,  "a"'.repeat(45)}`)).toEqual([]);
  });
});
