import { all, entriesAt, shown, textOf, type Entry, type Node } from "./node.ts";
import type { Notes } from "./reading.ts";

const FIELDS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
const REPLACING = [["overrides"], ["resolutions"], ["pnpm", "overrides"], ["catalog"]];

/** Dependencies of a `package.json`: all are references, odd sources are settings as well. */
export function noteDependencies(root: Node, notes: Notes): void {
  for (const field of FIELDS) {
    for (const entry of entriesAt(root, field)) noteDependency(entry, notes);
  }
  for (const path of REPLACING) {
    for (const { key, value } of entriesAt(root, ...path)) {
      notes.setting("npm.override", `${key}: ${shown(value)}`, value);
    }
  }
  for (const { key, value } of [
    ...entriesAt(root, "pnpm", "patchedDependencies"),
    ...entriesAt(root, "patchedDependencies"),
  ]) {
    notes.setting("npm.patched-dependency", `${key}: ${shown(value)}`, value);
  }
  for (const value of [...all(root, "repository"), ...all(root, "repository", "url")]) {
    const said = textOf(value);
    if (said !== null) notes.setting("package.repository", said, value);
  }
  for (const { key, value } of entriesAt(root, "pnpm", "packageExtensions"))
    notes.setting("npm.override", `${key}: ${shown(value)}`, value);
  noteAllowedScripts(root, notes);
  for (const value of all(root, "packageManager")) {
    const [name = "", version = null] = splitAt(textOf(value) ?? "");
    // Corepack downloads and starts what stands here.
    if (name !== "")
      notes.reference({ type: "package-manager", name, version }, ["install"], value);
  }
}

function noteDependency({ key, value }: Entry, notes: Notes): void {
  const version = textOf(value);
  notes.reference({ type: "npm", name: key, version }, ["install"], value);
  if (version === null) return;
  const said = `${key}: ${version}`;
  if (/^(?:git[+:]|git@|ssh:|github:|gitlab:|bitbucket:|gist:)|\.git(?:#|$)/i.test(version)) {
    notes.setting("npm.dependency-git", said, value);
  } else if (/^https?:/i.test(version)) notes.setting("npm.dependency-http", said, value);
  else if (/^(?:file|link|portal):|^\.{0,2}\//i.test(version))
    notes.setting("npm.dependency-file", said, value);
  else if (/^npm:/i.test(version)) notes.setting("npm.alias", said, value);
  else if (/^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(version))
    notes.setting("npm.dependency-git", said, value);
}

/** npm's `allowScripts`, pnpm's and Bun's lists of packages that may run code on install. */
function noteAllowedScripts(root: Node, notes: Notes): void {
  for (const { key, value } of entriesAt(root, "allowScripts")) {
    if (textOf(value) !== "false") notes.setting("npm.allow-scripts", key, value);
  }
  const lists = [["pnpm", "onlyBuiltDependencies"], ["trustedDependencies"]];
  for (const list of lists.flatMap((path) => all(root, ...path))) {
    for (const item of list.items) notes.setting("npm.allow-scripts", textOf(item) ?? "", item);
  }
}

function splitAt(spec: string): string[] {
  const at = spec.lastIndexOf("@");
  return at <= 0 ? [spec] : [spec.slice(0, at), spec.slice(at + 1)];
}
