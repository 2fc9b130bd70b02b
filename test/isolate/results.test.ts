import { expect, test } from "vitest";
import { readResultsInChild } from "../../src/isolate/results-reader.ts";

const EMPTY = new Uint8Array();

test("results are read in a child, which answers tests and text", async () => {
  const output = Buffer.from("ok 1 - adds\nnot ok 2 - breaks\n\0");
  const read = await readResultsInChild({ format: "tap", output, whole: true, files: EMPTY });
  expect(read).toEqual({
    tests: {
      ...{ passed: 1, failed: 1, skipped: 0, source: "reported" },
      failures: [{ name: "breaks", path: null, line: null }],
    },
    tail: "ok 1 - adds\nnot ok 2 - breaks\n\uFFFD",
    trace: null,
  });
});

test("what a tracer told is read in the child, too", async () => {
  const trace = Buffer.from(
    `{"node":1,"parent":0,"pid":7,"command":"a"}\n${"\n".repeat(4_000_000)}`,
  );
  const read = await readResultsInChild({
    ...{ format: null, output: EMPTY, whole: true, files: EMPTY, trace },
  });
  expect(read.trace).toMatchObject({ nodes: [{ pid: 7 }], complete: false, sound: false });
});

test("an output of the largest size and the worst bytes gets an answer", async () => {
  const output = Buffer.alloc(4 * 1024 * 1024, '{"Action":"fail","Test":"a/b/c/d/e"}\n\xff');
  const { tail } = await readResultsInChild({
    format: "go-test",
    output,
    whole: true,
    files: EMPTY,
  });
  expect(tail.length).toBeLessThanOrEqual(65_536);
});

test("output that the child cannot cope with is said to be so, and counts no tests", async () => {
  // The child's memory does not hold this; it is far more than the supervisor ever keeps.
  const output = Buffer.alloc(300 * 1024 * 1024, "ok\n");
  const read = await readResultsInChild({ format: "tap", output, whole: true, files: EMPTY });
  expect(read.tests).toBeNull();
  expect(read.tail).toMatch(/^\[the output could not be read: /);
});
