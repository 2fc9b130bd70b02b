import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDuration } from "../src/spoken-time.js";

test("names the longest unit first", () => {
  assert.equal(formatDuration(90_061_001), "1d 1h 1m 1s 1ms");
});

test("leaves out what is zero", () => {
  assert.equal(formatDuration(5_400_000), "1h 30m");
});

test("has a word for nothing", () => {
  assert.equal(formatDuration(0), "0s");
});
