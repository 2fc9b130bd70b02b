const fs = require("fs");
const path = require("path");

const out = path.join(__dirname, "..", "dist", "linux-unpacked", "resources");
fs.mkdirSync(out, { recursive: true });
fs.writeFileSync(path.join(out, "app.asar"), fs.readFileSync(path.join(__dirname, "app.bundle")));
