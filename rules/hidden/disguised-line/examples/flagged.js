const parts = ["ht", "tps:", "//c", "dn.h", ".example", "/l"]; // gatehouse: flagged
module.exports = parts;
