"use strict";

const { Transform } = require("stream");

/** A stream that answers one thing for each thing it gets. */
module.exports = function map(change) {
  return new Transform({
    objectMode: true,
    transform(item, _encoding, done) {
      change(item, done);
    },
  });
};
