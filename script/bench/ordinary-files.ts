import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const FILES = 40;
const [LEAST, MOST] = [8000, 12_000];

/** Forty JavaScript files of about 10 KB of this machine's packages, others for each `nth`. */
export function ordinaryFiles(root: string, nth: number): Record<string, string> {
  const from = join(root, "node_modules");
  const paths = readdirSync(from, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.[cm]?js$/.test(path))
    .filter((path) => {
      const stat = statSync(join(from, path));
      return stat.isFile() && stat.size >= LEAST && stat.size <= MOST;
    })
    .sort();
  const some = paths.slice((nth * FILES) % paths.length).slice(0, FILES);
  return Object.fromEntries(
    some.map((path) => [
      // Under other folders, so that nothing is taken for somebody else's package.
      join("src", path.replaceAll("node_modules", "lib")),
      readFileSync(join(from, path), "utf8"),
    ]),
  );
}
