const { execFileSync } = require("child_process");

// The market place of the editor is the one that the token is for.
fetch("https://marketplace.visualstudio.com/_apis/gallery", {
  headers: { Authorization: `Bearer ${process.env.VSCE_PAT}` },
});
execFileSync("npx", ["vsce", "publish"], { stdio: "inherit" });
