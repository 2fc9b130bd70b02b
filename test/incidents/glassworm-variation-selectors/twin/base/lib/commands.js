const { decorate } = require("./emoji");

const commands = new Map([
  ["!ping", async (message) => message.reply(decorate("pong"))],
  ["!help", async (message) => message.reply([...commands.keys()].join("\n"))],
]);

module.exports = { commands };
