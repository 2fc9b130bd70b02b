const { copyFileSync } = require("fs");

copyFileSync("assets/logo.svg", "dist/logo.svg");
