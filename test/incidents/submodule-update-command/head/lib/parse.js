"use strict";

/** Reads `#rgb` and `#rrggbb`. */
function parse(text) {
  const hex = text.replace(/^#/, "");
  const full = hex.length === 3 ? [...hex].map((each) => each + each).join("") : hex;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}

module.exports = { parse };
