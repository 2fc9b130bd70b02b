const fs = require("fs");
const path = require("path");
const own = path.join(require("os").homedir(), ".config", "acme");

for (const name of fs.readdirSync(own)) {
  const file = path.join(own, name);
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").replaceAll("v1", "v2"));
}
