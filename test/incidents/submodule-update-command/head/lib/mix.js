"use strict";

/** The colour between two, `share` of the way. */
function mix(a, b, share = 0.5) {
  return a.map((part, index) => Math.round(part + (b[index] - part) * share));
}

module.exports = { mix };
