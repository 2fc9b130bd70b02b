const assert = require("assert");
const map = require("..");

const seen = [];
const stream = map((item, done) => done(null, item * 2));
stream.on("data", (item) => seen.push(item));
stream.on("end", () => assert.deepStrictEqual(seen, [2, 4]));
stream.write(1);
stream.end(2);
