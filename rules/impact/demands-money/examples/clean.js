const fs = require("fs");
fs.writeFileSync("report.txt", "Sent 0.05 BTC in tests; price of ETH unchanged");
