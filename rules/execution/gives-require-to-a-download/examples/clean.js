const fs = require("fs");

exports.template = (name) => new Function("data", fs.readFileSync(`templates/${name}.js`, "utf8"));
