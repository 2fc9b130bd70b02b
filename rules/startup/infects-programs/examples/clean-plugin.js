const fs = require("fs");
const path = require("path");

const built = path.join("dist", "app", "index.js");
fs.writeFileSync(built, "#!/usr/bin/env node\n" + fs.readFileSync("src/index.js", "utf8"));
