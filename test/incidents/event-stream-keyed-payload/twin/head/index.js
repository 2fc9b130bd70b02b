"use strict";

const { Transform } = require("stream");

/** The name under which errors are reported. */
const LABEL = "stream-pieces";

/** A stream that answers one thing for each thing it gets. */
module.exports = function map(change) {
  return new Transform({
    objectMode: true,
    transform(item, _encoding, done) {
      if (item === null) done(new Error(`${LABEL}: nothing to map`));
      else change(item, done);
    },
  });
};
