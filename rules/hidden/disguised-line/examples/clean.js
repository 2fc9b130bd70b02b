const parts = ["docs", "guide", "start"];
module.exports = parts.join("/");
