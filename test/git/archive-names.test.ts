import { describe, expect, it } from "vitest";
import { foldedName, nameProblem } from "../../src/git/archive-names.ts";

const problemOf = (path: string) => nameProblem(Buffer.from(path));

describe("a path of a tree", () => {
  it.each(["a.js", "src/b.js", "ü/é.txt", ".github/workflows/ci.yml", "a b/(c).md", "..a/b.."])(
    "may be unpacked: %s",
    (path) => {
      expect(problemOf(path)).toBeNull();
    },
  );

  it.each([
    ["goes up", "../x"],
    ["goes up in the middle", "a/../../x"],
    ["is absolute", "/etc/passwd"],
    ["has a backslash", "..\\x"],
    ["has an empty step", "a//b"],
    ["ends in a slash", "a/"],
    ["is empty", ""],
    ["has a dot step", "./a"],
    ["is inside .git", ".git/hooks/pre-commit"],
    ["is inside .git of a folding file system", "sub/.GiT/config"],
    ["is inside .git by a short name", "git~1/config"],
    ["is inside .git by a stream", ".git::$INDEX_ALLOCATION/config"],
    ["is inside .git with a sign that is not seen", ".g\u200cit/config"],
    ["has a NUL", "a\0b"],
    ["has a line feed", "a\nb"],
    ["has a step of 256 bytes", "x".repeat(256)],
    ["is longer than Linux takes", `${"x/".repeat(2100)}x`],
  ])("is refused when it %s", (_, path) => {
    expect(problemOf(path)).not.toBeNull();
  });

  it("is refused when its bytes are no text", () => {
    expect(nameProblem(Buffer.from([0x61, 0xff, 0x62]))).toContain("UTF-8");
  });

  it("is one with another that differs in case or composition alone", () => {
    expect(foldedName("README")).toBe(foldedName("readme"));
    expect(foldedName("caf\u00e9")).toBe(foldedName("cafe\u0301"));
    expect(foldedName("a")).not.toBe(foldedName("b"));
  });
});
