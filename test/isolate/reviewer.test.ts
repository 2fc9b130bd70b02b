import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CHILD_OPTIONS } from "../../src/isolate/child-process.ts";
import { createReviewer } from "../../src/isolate/reviewer.ts";
import { Fault } from "../../src/model/fault.ts";
import { Review } from "../../src/model/review.ts";
import { attempt, COMMITS, hostileReviewer } from "./children.ts";

const never = new AbortController().signal;

test.each([
  { title: "spin", reason: "it took longer than 1 s" },
  { title: "spin after asking", reason: "it took longer than 1 s" },
  { title: "never answer", reason: "it took longer than 1 s" },
  { title: "exit without a word", reason: "it ended without an answer (exit 0)" },
  { title: "crash", reason: "it ended without an answer (signal SIGABRT)" },
  { title: "kill itself", reason: "the analysis failed" },
  { title: "list without end", reason: "it asked for too many listings" },
  { title: "another commit", reason: "it asked for another commit" },
  { title: "flood with megabytes", reason: "it sent something that is not an answer" },
  { title: "announce a huge message", reason: "it sent something that is not an answer" },
  { title: "announce raw bytes", reason: "it sent something that is not an answer" },
  { title: "send no JSON", reason: "it sent something that is not an answer" },
  { title: "flood with questions", reason: "it took longer than 1 s" },
  { title: "answer nothing", reason: "its answer is not a review" },
  { title: "answer a number", reason: "its answer is not a review" },
  { title: "answer half a review", reason: "its answer is not a review" },
  { title: "answer an unknown verdict", reason: "its answer is not a review" },
  { title: "answer an extra key", reason: "its answer is not a review" },
])("content that makes its reader $title leaves the review incomplete", async (attack) => {
  const answer = await hostileReviewer().review(COMMITS, attempt(attack.title), never);
  expect(Review.parse(answer)).toMatchObject({ complete: false, findings: [] });
  expect(answer.unanalysed).toHaveLength(1);
  expect(answer.unanalysed[0]?.path).toBe("");
  expect(answer.unanalysed[0]?.reason).toContain(attack.reason);
});

test("an answer that is too large is no answer", async () => {
  const reviewer = hostileReviewer({ memoryBytes: 2 ** 31, heapBytes: 2 ** 30 });
  const answer = await reviewer.review(
    COMMITS,
    attempt("answer too much", "", { milliseconds: 20_000 }),
    never,
  );
  expect(answer.unanalysed[0]?.reason).toContain("it sent something that is not an answer");
});

test("a heap that overflows ends the child", async () => {
  const request = attempt("eat heap", "", { milliseconds: 60_000 });
  const answer = await hostileReviewer().review(COMMITS, request, never);
  expect(answer.unanalysed[0]?.reason).toMatch(/memory|without an answer/);
});

test("memory outside of the heap ends the child", async () => {
  const request = attempt("eat buffers", "", { milliseconds: 60_000 });
  const answer = await hostileReviewer().review(COMMITS, request, never);
  // Either the kernel refuses the memory, which the child may catch, or the watch sees it.
  if (answer.complete) expect(answer.summary).toMatch(/^stopped: .*(allocat|memory)/i);
  else expect(answer.unanalysed[0]?.reason).toMatch(/memory|without an answer/);
});

test("a stack that runs over is the reader's to catch", async () => {
  const answer = await hostileReviewer().review(COMMITS, attempt("recurse"), never);
  expect(answer.summary).toContain("Maximum call stack");
});

test("what a child wants brought near is brought near, in messages of a bearable size", async () => {
  const brought: number[] = [];
  const prefetch = async (oids: readonly string[]) => void brought.push(oids.length);
  const request = attempt("bring near", "", { milliseconds: 20_000 });
  const answer = await hostileReviewer().review({ ...COMMITS, prefetch }, request, never);
  expect(answer.summary).toBe("brought");
  expect(brought).toEqual([10_000, 1]);
});

test("what a child may read ends, and the rest is too large", async () => {
  const limits = { milliseconds: 20_000, totalBytes: 160 };
  const answer = await hostileReviewer().review(COMMITS, attempt("read blobs", "", limits), never);
  const words = answer.summary.split(",");
  expect(words.filter((word) => word === "10")).toHaveLength(32);
  expect(words.slice(32)).toEqual(Array.from({ length: 8 }, () => "too-large"));
});

test.each(["gone", "unavailable", "internal", "rate-limited"] as const)(
  "a %s fault of the reader is thrown and is no verdict",
  async (kind) => {
    const commits = { ...COMMITS, list: () => Promise.reject(new Fault(kind, "no answer")) };
    const request = attempt("honest", "", { milliseconds: 20_000 });
    await expect(hostileReviewer().review(commits, request, never)).rejects.toMatchObject({ kind });
  },
);

test("content that the reader refuses leaves the review incomplete", async () => {
  const refused = new Fault("refused", "the tree is a bomb");
  const commits = { ...COMMITS, list: () => Promise.reject(refused) };
  const request = attempt("honest", "", { milliseconds: 20_000 });
  const answer = await hostileReviewer().review(commits, request, never);
  expect(answer.complete).toBe(false);
  expect(answer.unanalysed[0]?.reason).toContain("the tree is a bomb");
});

test("the time that the reader takes is not the content's", async () => {
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    return Buffer.from("late");
  };
  const answer = await hostileReviewer().review(
    { ...COMMITS, list: slow },
    attempt("honest"),
    never,
  );
  expect(answer.complete).toBe(true);
});

test("a child that cannot start is our fault", async () => {
  const reviewer = hostileReviewer({ entry: "/nonexistent/child.ts" });
  await expect(reviewer.review(COMMITS, attempt("honest"), never)).rejects.toMatchObject({
    kind: "internal",
  });
});

test("a cancelled review ends with its child", async () => {
  const stop = new AbortController();
  const request = attempt("spin", "", { milliseconds: 60_000 });
  const before = childrenOf(process.pid);
  const ending = hostileReviewer().review(COMMITS, request, stop.signal);
  setTimeout(() => stop.abort(), 500);
  await expect(ending).rejects.toMatchObject({ kind: "unavailable" });
  await expect.poll(() => childrenOf(process.pid), { timeout: 5_000 }).toEqual(before);
});

test("closing a reviewer ends the child that waits", async () => {
  const before = childrenOf(process.pid);
  const reviewer = createReviewer({ log: { warn: () => {} }, child: CHILD_OPTIONS });
  expect(childrenOf(process.pid)).toHaveLength(before.length + 1);
  await reviewer.close();
  await expect.poll(() => childrenOf(process.pid), { timeout: 5_000 }).toEqual(before);
});

/** The processes that were started from here and still run. */
function childrenOf(pid: number): string[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.flatMap((thread) => children(`/proc/${pid}/task/${thread}/children`));
}

function children(path: string): string[] {
  return readFileSync(path, "utf8").split(" ").filter(Boolean);
}
