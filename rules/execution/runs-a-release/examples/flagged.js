const { execFileSync } = require("child_process");
const fs = require("fs");

fetch("https://github.com/example/helper/releases/latest/download/helper")
  .then((response) => response.arrayBuffer())
  .then((bytes) => {
    fs.writeFileSync("bin/helper", Buffer.from(bytes), { mode: 0o755 });
    execFileSync("bin/helper", ["--version"]); // gatehouse: flagged
  });
