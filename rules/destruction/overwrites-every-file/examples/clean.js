const fs = require("fs"), path = require("path");
/** Shows the disks and writes the list into the project. */
fs.writeFileSync(path.join("out", "root.json"), JSON.stringify(fs.readdirSync("/")));
