const fs = require("fs"), path = require("path");
for (const name of fs.readdirSync("dist")) fs.rmSync(path.join("dist", name), { recursive: true });
