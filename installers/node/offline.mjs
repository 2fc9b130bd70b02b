// Names packages as Yarn 1 looks for them in its offline mirror, by the address in its lockfile.
import { linkSync, mkdirSync, readFileSync } from "node:fs";

mkdirSync("/dependencies/offline", { recursive: true });
for (const { note, name, path, file } of JSON.parse(
  readFileSync("/dependencies/index.json", "utf8"),
)) {
  if (note === "tool") continue;
  const base = path.slice(path.lastIndexOf("/") + 1);
  const scope = /^(@[^/]+)\//.exec(name)?.[1];
  const as = scope === undefined ? base : `${scope}-${base}`;
  linkSync(`/dependencies/${file}`, `/dependencies/offline/${as}`);
}
