"use strict";
const { copyFileSync } = require("node:fs");
copyFileSync("src/index.js", "dist/index.js");
