import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDuration } from "../src/spoken-time.js";

test("adds up the parts", () => {
  assert.equal(parseDuration("1h 30m"), 5_400_000);
});

test("reads milliseconds", () => {
  assert.equal(parseDuration("1s 250ms"), 1250);
});

test("takes spaces, or none", () => {
  assert.equal(parseDuration("2 d12h"), parseDuration("2d 12 h"));
});

test("refuses what is not a duration", () => {
  assert.throws(() => parseDuration("soon"), TypeError);
});
