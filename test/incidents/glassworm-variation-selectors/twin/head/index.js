const pino = require("pino")();
const { commands } = require("./lib/commands");

async function onMessage(message) {
  const name = message.text.split(" ")[0];
  const command = commands.get(name);
  if (command) await command(message);
  else pino.debug({ name }, "no such command");
}

module.exports = { onMessage };
