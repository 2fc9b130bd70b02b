const { spawnSync } = require("child_process");
const axios = require("axios");

// Handing the environment to a child is how programs are started.
spawnSync("npm", ["test"], { env: { ...process.env, FORCE_COLOR: "1" }, stdio: "inherit" });
axios.post("https://stats.example.invalid/collect", { node: process.version });
