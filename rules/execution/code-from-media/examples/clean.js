const fs = require("fs");
const logo = fs.readFileSync("assets/logo.png").toString("base64");
fs.writeFileSync("dist/page.html", `<img src="data:image/png;base64,${logo}">`);
