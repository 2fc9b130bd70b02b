import { describe, expect, it } from "vitest";
import { entryFacts, type EntryContext } from "../../../src/review/files/entries.ts";
import { collisionsOf, indexNames } from "../../../src/review/files/name-index.ts";

const oid = "0".repeat(40);

function features(path: string, context: Partial<EntryContext> = {}): string[] {
  const entry = { path, kind: "file" as const, oid };
  const base = { entry, previous: null, target: null, content: null, collisions: [] };
  return entryFacts({ ...base, ...context }).map((fact) => fact.feature);
}

describe("a symlink", () => {
  const targets: [string, string, string][] = [
    ["to a neighbour", "b.txt", "symlink"],
    ["up and inside", "../c/d.txt", "symlink"],
    ["to a name with dots", "..b/c", "symlink"],
    ["above the repository", "../../x", "symlink-outside"],
    ["above it on the way", "../../repo/x", "symlink-outside"],
    ["to an absolute path", "/etc/passwd", "symlink-outside"],
    ["to a process", "/proc/self/environ", "symlink-outside"],
    ["to a home folder", "~/.ssh/id_rsa", "symlink-outside"],
    ["into git", "../.git/config", "symlink-outside"],
    ["into git in capitals", "../.GIT/hooks", "symlink-outside"],
    ["to a Windows drive", "C:\\x", "symlink-outside"],
    ["with an empty target", "", "symlink-outside"],
  ];
  it.each(targets)("%s", (_, target, feature) => {
    const entry = { path: "a/link", kind: "symlink" as const, oid };
    expect(features("a/link", { entry, target })).toEqual([feature]);
  });
});

describe("a name", () => {
  const odd = [
    "a\nb",
    "a\u202etxt.js",
    "a\u200bb.js",
    "a.txt.",
    "a ",
    ".git",
    ".GIT",
    "git~1",
    ".git\u200c",
    ".git::$INDEX_ALLOCATION",
    "a/../b",
    "$(curl x).txt",
    "`id`.md",
    "a;curl x|sh.txt",
    "x${IFS}y",
    "a && wget b",
    "-rf",
    "a\\xFFb",
    "con.txt",
    "\u{e0041}a",
  ];
  it.each(odd)("is odd: %j", (path) => {
    expect(features(`dir/${path}`)).toContain("odd-path");
  });
  const honest = [
    "src/index.ts",
    ".gitignore",
    ".github/workflows/ci.yml",
    "app/[...slug]/page.tsx",
    "routes/$id.tsx",
    "(group)/@modal/page.tsx",
    "docs/Änderungen.md",
    "日本語.md",
    "עברית.txt",
    "a b.txt",
    "C++ & D.md",
    "it's.md",
    "a.b.c",
    "Console.ts",
    "😀.md",
    "a$b.js",
    "v1.0+build~1.txt",
  ];
  it.each(honest)("is ordinary: %j", (path) => {
    expect(features(path)).toEqual([]);
  });
  it("collides with another on a file system without case", () => {
    const index = indexNames(["Src", "src/b.js", "README.md", "cafe\u0301.md", "café.md"]);
    expect(collisionsOf("src/b.js", index)).toEqual(["Src"]);
    expect(collisionsOf("Src", index)).toEqual(["src"]);
    expect(collisionsOf("café.md", index)).toEqual(["cafe\u0301.md"]);
    expect(collisionsOf("README.md", index)).toEqual([]);
    expect(features("src/b.js", { collisions: ["Src"] })).toEqual(["odd-path"]);
  });
  it("collides with a file of a folder that becomes one with its own, and not with the folder", () => {
    const index = indexNames(["Rules/a.cs", "rules/A.cs", "rules/b.cs"]);
    expect(collisionsOf("rules/b.cs", index)).toEqual([]);
    expect(collisionsOf("rules/A.cs", index)).toEqual(["Rules/a.cs"]);
  });
});

describe("a mode", () => {
  const entry = { path: "a", kind: "executable" as const, oid };
  const script = { kind: "text" as const, interpreter: "sh", claimed: "text" as const };
  const font = { kind: "text" as const, interpreter: null, claimed: "font" as const };
  it("that makes an existing file executable is a fact", () => {
    expect(features("a", { entry, previous: { ...entry, kind: "file" } })).toEqual([
      "made-executable",
    ]);
  });
  it("of a new script is ordinary, of a new font is not", () => {
    expect(features("a", { entry, content: script })).toEqual([]);
    expect(features("a", { entry, content: font })).toEqual(["made-executable"]);
  });
  it("that was executable before is ordinary", () => {
    expect(features("a", { entry, previous: entry })).toEqual([]);
  });
  it("of a submodule is a fact of its own", () => {
    expect(features("a", { entry: { ...entry, kind: "submodule" } })).toEqual(["submodule"]);
  });
});
