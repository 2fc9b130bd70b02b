import { canonicalName } from "./known.ts";
import type { LockedPackage } from "./locked-packages.ts";

/**
 * The package that an entry's address or files really belong to, when that is not the one
 * that it is locked as; null when they agree or nothing can be said.
 */
export function otherPackage(entry: LockedPackage): string | null {
  if (entry.ecosystem === "npm") return otherTarball(entry);
  return entry.ecosystem === "pypi" ? otherFile(entry) : null;
}

/** `https://registry/<name>/-/<name without scope>-<version>.tgz` */
const TARBALL = /^https?:\/\/[^/]+\/(?:.*\/)??((?:@[^/]+\/)?[^/@]+)\/-\/([^/]+)\.tgz(?:[?#].*)?$/;

function otherTarball({ name, version, locked }: LockedPackage): string | null {
  const address = (locked.source ?? "").replace(/%2f/gi, "/").replace(/%40/g, "@");
  const match = TARBALL.exec(address);
  if (match === null) return null;
  const [, folder = "", file = ""] = match;
  const wanted = (locked.alias ?? name).toLowerCase();
  const said = folder.toLowerCase();
  if (said !== wanted) return `${folder} (${file})`;
  const short = said.slice(said.indexOf("/") + 1);
  const expected = `${short}-${version ?? ""}`.toLowerCase();
  const plain = file.replace(/%2b/gi, "+").toLowerCase();
  const fits = version === null || version.includes("+") || plain === expected;
  // Old packages have files with the scope in their names, or without their version.
  return fits || !plain.startsWith(`${short}-`) ? null : `${folder} (${file})`;
}

/** Wheels and source archives begin with the name of their project (PEP 427, PEP 625). */
function otherFile({ name, locked }: LockedPackage): string | null {
  for (const digest of locked.digests) {
    const file = /^(\S+\.(?:whl|tar\.gz|zip|tar\.bz2)) /.exec(digest)?.[1];
    if (file === undefined) continue;
    if (!canonicalName("pypi", file).startsWith(`${name}-`)) return file;
  }
  return null;
}
