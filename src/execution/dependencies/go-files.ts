import type { DependencyFile, LockedEntry, PackageFile } from "../../model/dependency.ts";
import type { PinnedFiles } from "./npm-files.ts";

/** A path of elements of which the first has a dot (go.dev/ref/mod#go-mod-file-ident). */
const MODULE = /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+(?:\/[A-Za-z0-9._~-]{1,120}){0,20}$/;
const VERSION = /^v\d{1,10}\.\d{1,10}\.\d{1,10}(?:-[0-9A-Za-z.-]{1,100})?(?:\+incompatible)?$/;
const DIGEST = /^h1:[A-Za-z0-9+/]{43}=$/;
const OF_FILE = "/go.mod";

/** Files of a module proxy by `go.sum`: descriptions and archives, as each line names one. */
export function goFiles(files: readonly DependencyFile[]): PinnedFiles {
  const found = new Map<string, PackageFile>();
  const problems: PinnedFiles["problems"] = [];
  for (const file of files) {
    for (const entry of file.entries) {
      const where = `${file.path}:${entry.line}`;
      const read = moduleOf(entry);
      if ("problem" in read) {
        problems.push({ where, message: read.problem });
        continue;
      }
      const same = found.get(read.path);
      if (same !== undefined && same.digests[0]?.value !== read.digests[0]?.value) {
        const message = `${read.label} is locked with two different contents`;
        problems.push({ where, message });
      } else found.set(read.path, read);
    }
  }
  return { files: [...found.values()], problems };
}

function moduleOf({
  name,
  version: said,
  digests,
}: LockedEntry): PackageFile | { problem: string } {
  const isFile = said?.endsWith(OF_FILE) === true;
  const version = isFile ? said.slice(0, -OF_FILE.length) : (said ?? "");
  const label = `${name}@${version}`;
  const hasSteps = name.split("/").some((element) => /^\.+$/.test(element));
  if (!MODULE.test(name) || hasSteps || !VERSION.test(version)) {
    return { problem: `${label} is no module and version of a module proxy` };
  }
  const [value = ""] = digests;
  if (!DIGEST.test(value)) {
    return { problem: `${label} is locked without a digest that is known here (h1:…)` };
  }
  const path = `${escaped(name)}/@v/${escaped(version)}.${isFile ? "mod" : "zip"}`;
  const kind = isFile ? ("h1-mod" as const) : ("h1-zip" as const);
  return { registry: "go", label, name, version, path, digests: [{ kind, value }] };
}

/** Proxies are also on file systems that know no case (go.dev/ref/mod#module-cache). */
function escaped(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}
