"use strict";

const FACES = { pong: "🏓", help: "ℹ️", warn: "⚠️", heart: "❤️", crew: "👨‍👩‍👧" };

/** Puts the right face before a word. */
function decorate(word) {
  return `${FACES[word] ?? ""} ${word}`;
}

module.exports = { decorate };
