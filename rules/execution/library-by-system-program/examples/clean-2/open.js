const { execFile } = require("child_process");
module.exports = (url) => execFile("rundll32", ["url.dll,FileProtocolHandler", url]);
