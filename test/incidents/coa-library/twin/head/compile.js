const { existsSync } = require("fs");

const build = process.platform === "win32" ? "build/windows" : "build/posix";
console.log(existsSync(build) ? `uses ${build}` : "uses the sources");
