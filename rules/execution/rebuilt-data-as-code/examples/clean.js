const fs = require("fs");
const vm = require("vm");

function decode(file) {
  const bytes = fs.readFileSync(file);
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

const config = vm.runInNewContext(fs.readFileSync("config.js", "utf8"));
module.exports = { decode, config };
