const os = require("os");

async function alert(message) {
  const url = `https://api.telegram.org/bot${process.env.TG_TOKEN}/sendMessage`;
  const body = JSON.stringify({ chat_id: process.env.TG_CHAT, text: `${os.hostname()}: ${message}` });
  const answer = await fetch(url, { method: "POST", body });
  if (!answer.ok) throw new Error(`Telegram answered ${answer.status}`);
}

module.exports = { alert };
