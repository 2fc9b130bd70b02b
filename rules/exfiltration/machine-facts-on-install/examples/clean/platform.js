const os = require("os");
const { writeFileSync } = require("fs");

// Which binary fits this machine is decided here, without asking anybody.
writeFileSync("platform.json", JSON.stringify({ arch: os.arch(), platform: os.platform() }));
