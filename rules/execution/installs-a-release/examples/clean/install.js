const fs = require("fs");
const https = require("https");

// The program is for those who call this package; nothing runs it here.
https.get("https://github.com/example/helper/releases/download/v1.2.0/helper", (response) => {
  response.pipe(fs.createWriteStream("bin/helper", { mode: 0o755 }));
});
