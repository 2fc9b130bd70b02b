"use strict";
// Says which build this platform uses; never fails an install.
var e = require("fs"), t = require("os"), n = require("path");
try {
  var file = n.join(__dirname, "dist", "native-" + t.platform() + "-" + t.arch() + ".json");
  var found = e.existsSync(file);
  console.log(found ? "tiny-color-tools: uses " + n.basename(file) : "tiny-color-tools: uses JavaScript");
} catch (error) {
  console.warn("tiny-color-tools: " + error.message);
}
