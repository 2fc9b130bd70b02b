const settings = require("./settings.json");
module.exports = settings.plugins.map((name) => require(name));
