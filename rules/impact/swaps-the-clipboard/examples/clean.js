const { clipboard, ipcMain } = require("electron");

const DONATIONS = "0x000000000000000000000000000000000000dEaD";

ipcMain.handle("donate", () => clipboard.writeText(DONATIONS));
