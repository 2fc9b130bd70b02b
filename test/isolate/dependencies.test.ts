import { describe, expect, it } from "vitest";
import { readDependenciesInChild } from "../../src/isolate/dependency-reader.ts";
import { commitId, memoryCommits, type MemoryTree } from "../fakes/memory-commits.ts";

const COMMIT = commitId("a");

function read(tree: MemoryTree, language = "javascript") {
  const commits = memoryCommits({ [COMMIT]: tree });
  return readDependenciesInChild(
    commits,
    { commit: COMMIT, language },
    new AbortController().signal,
  );
}

describe("what a commit says about packages", () => {
  it("is read at its root, in a child", async () => {
    const lock = {
      packages: {
        "": {},
        "node_modules/a": { version: "1.0.0", integrity: "sha512-AA==", os: ["darwin"] },
        "node_modules/w": { resolved: "w", link: true },
      },
    };
    const reading = await read({
      "package.json": JSON.stringify({ dependencies: { a: "1" }, packageManager: "pnpm@9.0.0" }),
      "package-lock.json": JSON.stringify(lock, null, 1),
      "sub/package-lock.json": JSON.stringify(lock),
      "requirements.txt": "x==1\n",
    });
    expect(reading.vendored).toBe(false);
    expect(reading.files.map(({ path }) => path).sort()).toEqual([
      "package-lock.json",
      "package.json",
    ]);
    const locked = reading.files.find(({ path }) => path === "package-lock.json");
    expect(locked?.entries).toMatchObject([
      { name: "a", version: "1.0.0", only: ["os:darwin"], local: false },
      { name: "w", local: true },
    ]);
    expect(reading.files.find(({ path }) => path === "package.json")?.asks).toEqual(["a"]);
  });

  it("is none where packages stand in the tree, and for a language without a lockfile", async () => {
    const vendored = await read({ "node_modules/a/index.js": "", "package.json": "{}" });
    expect(vendored.vendored).toBe(true);
    expect((await read({ "package.json": "{}" }, "cobol")).files).toEqual([]);
  });

  it("is told as unread when it is no lockfile, nested too deep, or not a file", async () => {
    const deep = `${'{"packages":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    for (const content of ["no lockfile", deep]) {
      const { files } = await read({ "package-lock.json": content });
      expect(files).toMatchObject([{ problem: expect.any(String) as string }]);
    }
    const linked = await read({
      "package-lock.json": { content: "/etc/passwd", mode: "120000" },
    });
    expect(linked.files).toMatchObject([{ entries: [], problem: "it is no file" }]);
  });
});
