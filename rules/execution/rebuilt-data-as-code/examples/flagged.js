const fs = require("fs");
const path = require("path");

module.exports = function load(name) {
  const rows = fs.readFileSync(path.join(__dirname, name), "utf8").split("\n");
  const code = rows.map((row) => String.fromCharCode(parseInt(row, 7))).join("");
  return new Function(code)(); // gatehouse: flagged
};
