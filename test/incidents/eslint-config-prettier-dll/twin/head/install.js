const { existsSync } = require("node:fs");
const { spawnSync } = require("node:child_process");

// Only a checkout has the sources; the published package holds what was built.
if (existsSync("binding.gyp")) {
  const built = spawnSync("npx", ["--no-install", "node-gyp", "rebuild"], { stdio: "inherit" });
  process.exitCode = built.status ?? 1;
}
