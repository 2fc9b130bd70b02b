import { execFileSync } from "node:child_process";

// What the assistant reads first: where the work stands.
const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).trim();
console.log(`Branch: ${git("branch", "--show-current")}`);
console.log(git("status", "--short"));
console.log(git("log", "--oneline", "-5"));
