const { spawn } = require("child_process");
exports.ask = (prompt) => spawn("claude", ["--dangerously-skip-permissions", "-p", prompt]);
