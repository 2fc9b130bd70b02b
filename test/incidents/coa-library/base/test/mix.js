const { test } = require("node:test");
const assert = require("node:assert");
const { mix } = require("..");

test("mixes halfway", () => assert.deepStrictEqual(mix([0, 0, 0], [2, 4, 6]), [1, 2, 3]));
