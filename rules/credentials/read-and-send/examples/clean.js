import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

// A release tool finds its token where npm keeps it and speaks to npm's own registry.
const npmrc = readFileSync(join(homedir(), ".npmrc"), "utf8");
const token = /_authToken=(.+)/.exec(npmrc)?.[1];
await fetch("https://registry.npmjs.org/-/whoami", {
  headers: { authorization: `Bearer ${token}` },
});
const changelog = readFileSync("CHANGELOG.md", "utf8");
await fetch("https://notes.example.invalid/render", { method: "POST", body: changelog });
