"use strict";

const { parse } = require("./lib/parse");
const { mix } = require("./lib/mix");

/** Writes a word in a colour, where the console can show it. */
function say(word, [red, green, blue]) {
  if (typeof window === "undefined") console.log(word);
  else console.log(`%c${word}`, `color: rgb(${red}, ${green}, ${blue})`);
}

module.exports = { parse, mix, say };
