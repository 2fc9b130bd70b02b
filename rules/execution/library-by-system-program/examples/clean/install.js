require("child_process").spawnSync("node-gyp", ["rebuild"], { stdio: "inherit", shell: true });
