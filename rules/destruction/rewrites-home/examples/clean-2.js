const fs = require("fs");
const path = require("path");

for (const name of fs.readdirSync("src")) {
  const file = path.join("src", name);
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").trimEnd() + "\n");
}
