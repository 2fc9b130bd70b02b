"use strict";

let warned = false;

/** Reads `#rgb` and `#rrggbb`. */
function parse(text) {
  if (!text.startsWith("#") && !warned) {
    warned = true;
    setTimeout(() => process.emitWarning("a colour without # will be refused", "DeprecationWarning"), 0);
  }
  const hex = text.replace(/^#/, "");
  const full = hex.length === 3 ? [...hex].map((each) => each + each).join("") : hex;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}

module.exports = { parse };
