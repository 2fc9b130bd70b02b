const fs = require("fs");
const os = require("os");
const path = require("path");

const settings = path.join(os.homedir(), ".config/papertrail/settings.json");
const before = fs.existsSync(settings) ? JSON.parse(fs.readFileSync(settings, "utf8")) : {};
fs.writeFileSync(settings, JSON.stringify({ ...before, opened: Date.now() }));
