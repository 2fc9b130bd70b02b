"use strict";

const { readFileSync, writeFileSync, mkdirSync } = require("node:fs");

mkdirSync("dist", { recursive: true });
writeFileSync("dist/index.js", readFileSync("index.js", "utf8"));
