import { describe, expect, it } from "vitest";
import { Review } from "../../src/model/review.ts";
import type { MemoryTree } from "../fakes/memory-commits.ts";
import { reviewChange } from "./setting.ts";

function nested(open: string, close: string, inner = "1"): string {
  return open.repeat(100_000) + inner + close.repeat(100_000);
}

/** What nobody could understand, and where the review must say so. */
const UNANALYSED: [string, MemoryTree, string][] = [
  ["a 50 MB file", { "big.js": Buffer.alloc(50 * 1024 * 1024, 97) }, "big.js"],
  ["100,000 nested brackets in JavaScript", { "a.js": `x = ${nested("[", "]")}` }, "a.js"],
  ["100,000 nested brackets in Python", { "a.py": `x = ${nested("[", "]")}` }, "a.py"],
  ["100,000 nested groups in shell", { "a.sh": nested("(", ")", " true ") }, "a.sh"],
  [
    "100,000 nested lists in a manifest",
    { "package.json": `{"scripts":${"[".repeat(100_000)}` },
    "package.json",
  ],
  [
    "100,000 nested lists in a workflow",
    { ".github/workflows/a.yml": "[".repeat(100_000) },
    ".github/workflows/a.yml",
  ],
];

/** What is odd, and understood all the same. */
const UNDERSTOOD: [string, MemoryTree][] = [
  ["an empty file", { "a.js": "" }],
  ["a picture", { "a.bin": Buffer.from([0, 1, 2, 3, 255]) }],
  ["text that is not UTF-8", { "notes.txt": Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]) }],
  ["a link inside the repository", { "a.md": "text", b: { content: "a.md", mode: "120000" } }],
  ["a syntax error", { "a.js": "function ( {\n" }],
  ["HTML comments in a script", { "a.js": "<!-- old\nvar a = 1;\n--> end\n" }],
];

describe("a change that nobody can understand", () => {
  it.each(UNANALYSED)("is incomplete because of %s", async (_, head, path) => {
    const review = await reviewChange({}, head);
    expect(review.complete).toBe(false);
    expect(review.unanalysed.map((each) => each.path)).toContain(path);
    expect(Review.parse(review)).toEqual(review);
  });

  it("is incomplete when a blob is missing", async () => {
    const { memoryCommits, commitId } = await import("../fakes/memory-commits.ts");
    const commits = memoryCommits({ [commitId("a")]: {}, [commitId("b")]: { "a.js": "1" } });
    const { review } = await import("../../src/review/review.ts");
    const { loadKnowledge } = await import("../../src/review/knowledge.ts");
    const { ReviewLimits } = await import("../../src/model/review-request.ts");
    const holes = {
      ...commits,
      read: async (oids: readonly string[]) => oids.map(() => ({ missing: "absent" as const })),
    };
    const answer = await review(
      holes,
      {
        mergeBases: [commitId("a")],
        head: commitId("b"),
        text: { title: "", body: "", branch: "", commitMessages: [] },
        limits: ReviewLimits.parse({}),
      },
      await loadKnowledge(`${import.meta.dirname}/../..`),
    );
    expect(answer.complete).toBe(false);
  });

  it("is incomplete past the limit of files, and says so", async () => {
    const head = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`f${index}.md`, `${index}`]),
    );
    const review = await reviewChange({}, head, { limits: { files: 10 } });
    expect(review.complete).toBe(false);
    expect(review.unanalysed.at(-1)?.reason).toContain("limit");
  });

  it("is incomplete past the limit of bytes", async () => {
    const head = { "a.md": "a".repeat(3000), "b.md": "b".repeat(3000) };
    expect((await reviewChange({}, head, { limits: { totalBytes: 4000 } })).complete).toBe(false);
  });
});

describe("an odd change", () => {
  it.each(UNDERSTOOD)("is clean and complete with %s", async (_, head) => {
    const review = await reviewChange({}, head);
    expect(review.findings).toEqual([]);
    expect(review.unanalysed).toEqual([]);
    expect(review).toMatchObject({ verdict: "clean", complete: true });
  });

  it("names a path with a newline, a quote and an override in its answer", async () => {
    const path = 'a\n"b\u202e.md';
    const review = await reviewChange({}, { [path]: "text" });
    expect(review.findings.map((finding) => finding.path)).toContain(path);
    expect(review.verdict).toBe("suspicious");
  });

  it("lists a submodule and its commit", async () => {
    const review = await reviewChange({}, { lib: { content: "", mode: "160000" } });
    expect(review.stats.files).toBe(1);
    expect(review.complete).toBe(true);
  });
});
