"use strict";

const fs = require("fs");
const path = require("path");

// A registry of the project is the usual reason for a failed download: name it.
const file = path.join(process.cwd(), ".npmrc");
if (fs.existsSync(file)) {
  const line = fs.readFileSync(file, "utf8").split("\n").find((each) => each.startsWith("registry="));
  if (line) console.log(`packages come from ${line.slice("registry=".length)}`);
}
