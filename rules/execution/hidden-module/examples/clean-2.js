// A data address is decoded and compared, and nothing is loaded by it.
module.exports = (address) => Buffer.from(address.split(",")[1], "base64").toString("utf8");
