const { execFileSync } = require("child_process");
const fs = require("fs");
const https = require("https");

https.get("https://github.com/example/helper/releases/download/v1.2.0/helper", (response) => {
  const out = fs.createWriteStream("bin/helper", { mode: 0o755 });
  response.pipe(out);
  out.on("finish", () => {
    execFileSync("bin/helper", ["--version"]); // gatehouse: flagged
  });
});
