const { writeFileSync } = require("fs");

writeFileSync("dist/settings.json", JSON.stringify({ a: 1 }));
