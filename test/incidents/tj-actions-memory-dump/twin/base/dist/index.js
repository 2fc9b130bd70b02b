"use strict";
const { execFileSync } = require("child_process");
const { appendFileSync } = require("fs");

/** The files of the last commit. */
function changedFiles() {
  const text = execFileSync("git", ["diff", "--name-only", "HEAD~1"], { encoding: "utf8" });
  return text.split("\n").filter((name) => name !== "");
}

const separator = process.env.INPUT_SEPARATOR ?? " ";
appendFileSync(process.env.GITHUB_OUTPUT, `all=${changedFiles().join(separator)}\n`);
