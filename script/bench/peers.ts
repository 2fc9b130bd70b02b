import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Another program that looks for malice or weakness in the same files. */
export interface Peer {
  name: string;
  command: string;
  args: (folder: string) => string[];
}

/** Thirty expressions of the kind that people write for a first look. */
const PATTERNS = [
  ..."eval\\( child_process exec\\( spawn\\( new Function\\( atob\\( fromCharCode".split(" "),
  ..."process\\.env http:// https?://\\d+\\. Buffer\\.from\\( base64 \\.npmrc \\.ssh/".split(" "),
  ..."id_rsa AWS_SECRET GITHUB_TOKEN webhook pastebin discord curl".split(" "),
  ..."powershell subprocess os\\.system pickle\\.loads marshal __import__ socket\\.".split(" "),
  "\\\\x[0-9a-f]{2}\\\\x[0-9a-f]{2}",
];

/**
 * The peers that are there: ripgrep on the path; js-x-ray and bandit in the folder `installed`
 * (`npm install @nodesecure/js-x-ray`, `python3 -m venv venv && venv/bin/pip install bandit`),
 * which is never a part of this project.
 */
export function peersIn(installed: string, scratch: string, language: string): Peer[] {
  const patterns = join(scratch, "patterns");
  writeFileSync(patterns, `${PATTERNS.join("\n")}\n`);
  const peers: Peer[] = [];
  if (existsSync("/usr/bin/rg"))
    peers.push({
      name: `ripgrep, ${PATTERNS.length} expressions`,
      command: "/usr/bin/rg",
      args: (folder) => ["-c", "--no-ignore", "-f", patterns, folder],
    });
  const package_ = join(installed, "node_modules", "@nodesecure", "js-x-ray");
  if (language === "javascript" && existsSync(package_)) {
    const script = join(installed, "x-ray.mjs");
    writeFileSync(script, X_RAY);
    peers.push({
      name: "js-x-ray",
      command: process.execPath,
      args: (folder) => [script, folder],
    });
  }
  const bandit = join(installed, "venv", "bin", "bandit");
  if (language === "python" && existsSync(bandit))
    peers.push({ name: "bandit", command: bandit, args: (folder) => ["-q", "-r", folder] });
  return peers;
}

/** Analyses every file of a folder in one process, as js-x-ray's own documentation shows. */
const X_RAY = `import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AstAnalyser } from "@nodesecure/js-x-ray";
const analyser = new AstAnalyser();
let warnings = 0;
for (const path of readdirSync(process.argv[2], { recursive: true })) {
  if (!/\\.[cm]?[jt]s$/.test(path)) continue;
  try {
    warnings += analyser.analyse(readFileSync(join(process.argv[2], path), "utf8")).warnings.length;
  } catch {
    // A file that it does not take is no time of it.
  }
}
console.log(warnings);
`;
