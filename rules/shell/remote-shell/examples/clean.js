const { spawn } = require("child_process");
const net = require("net");

const server = net.createServer((connection) => connection.end("hello"));
server.listen(0, () => spawn("node", ["client.js", String(server.address().port)]));
