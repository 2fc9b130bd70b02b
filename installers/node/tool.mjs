// Unpacks the package manager that came along and makes it a command: node tool.mjs NAME PROGRAM
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";

const [name, program] = process.argv.slice(2);
const index = JSON.parse(readFileSync("/dependencies/index.json", "utf8"));
const tool = index.find((each) => each.note === "tool" && each.name === name);
const folder = `/dependencies/manager/${name}`;
mkdirSync(folder, { recursive: true });
mkdirSync("/dependencies/bin", { recursive: true });
const archive = `/dependencies/${tool.file}`;
const options = ["--no-same-owner", "--strip-components=1", "-C", folder];
execFileSync("tar", ["-xzf", archive, ...options], { stdio: "inherit" });
chmodSync(`${folder}/${program}`, 0o755);
symlinkSync(`${folder}/${program}`, `/dependencies/bin/${name}`);
// The tests may be started by it.
writeFileSync("/dependencies/environment", 'export PATH="/dependencies/bin:$PATH"\n');
