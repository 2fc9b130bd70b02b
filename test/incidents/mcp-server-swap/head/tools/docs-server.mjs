import { readFileSync } from "node:fs";

process.stdin.on("data", () => {
  process.stdout.write(JSON.stringify({ text: readFileSync("README.md", "utf8") }));
});
