import type { DocumentReading } from "./document.ts";
import { parseIni } from "./ini-document.ts";
import { all, each, entriesAt, shown, textOf } from "./node.ts";
import { folderOf, inFolder } from "./paths.ts";
import { createNotes, type Notes } from "./reading.ts";
import type { SettingName } from "./settings.ts";
import { parseToml } from "./toml-document.ts";
import { parseYaml } from "./yaml-document.ts";

/** Keys of `.npmrc` (npm, pnpm and Yarn 1), in the spelling with dashes. */
const NPMRC: ReadonlyMap<string, SettingName> = new Map<string, SettingName>([
  ["registry", "npm.registry"],
  ["script-shell", "npm.script-shell"],
  ["shell", "npm.script-shell"],
  ["git", "npm.git-program"],
  ["node-options", "npm.node-options"],
  ["ignore-scripts", "npm.ignore-scripts"],
  ["strict-ssl", "npm.insecure"],
  ["verify-store-integrity", "npm.insecure"],
  ["cafile", "npm.insecure"],
  ["ca", "npm.insecure"],
  ["proxy", "npm.registry"],
  ["https-proxy", "npm.registry"],
  ["global-pnpmfile", "npm.hook-file"],
  ["pnpmfile", "npm.hook-file"],
  ["onload-script", "npm.hook-file"],
  ["init-module", "npm.hook-file"],
  ["dangerously-allow-all-builds", "npm.allow-scripts"],
]);

const RELEASE_OF_YARN = /(?:^|\/)\.yarn\/releases\/yarn-\d+(?:\.\d+)*(?:-rc\.\d+)?\.c?js$/;

/** `.npmrc`: settings that choose programs, sources and checks for every install. */
export function readNpmrc(text: string, path: string): DocumentReading {
  const notes = createNotes();
  for (const { key, value } of parseIni(text, { flat: true }).entries) {
    noteNpmKey(key, textOf(value) ?? "", value.line, folderOf(path), notes);
  }
  return notes.reading(null);
}

function noteNpmKey(key: string, value: string, line: number, folder: string, notes: Notes): void {
  const plain = key.toLowerCase().replaceAll("_", "-").replace(/\[\]$/, "");
  if (/:?-(?:authtoken|auth|password)$/.test(plain)) {
    // The value may be a credential: only the name of a variable is shown.
    const variable = /^["']?(\$\{?\w+\??\}?)["']?$/.exec(value.trim())?.[1];
    notes.setting("npm.token", variable === undefined ? key : `${key} = ${variable}`, line);
    return;
  }
  const name = plain.endsWith(":registry") ? "npm.registry" : NPMRC.get(plain);
  if (name === undefined) return;
  if ((plain === "strict-ssl" || plain === "verify-store-integrity") && value !== "false") return;
  notes.setting(name, `${plain}=${value}`, line);
  const to = name === "npm.hook-file" ? inFolder(folder, value) : null;
  if (to !== null && to !== "")
    notes.edge({ to, by: `${plain}=${value}`, trigger: "install" }, line);
}

/** `.yarnrc.yml`: Yarn loads its own program and plugins from the repository. */
export function readYarnrc(text: string, path: string): DocumentReading {
  const { root, problem } = parseYaml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  const loaded = [
    ...all(root, "yarnPath"),
    ...each(root, "plugins"),
    ...each(root, "plugins", "path"),
  ];
  for (const value of [
    ...loaded,
    ...each(root, "plugins").flatMap((plugin) => all(plugin, "path")),
  ]) {
    const file = textOf(value);
    const to = file === null ? null : inFolder(folder, file);
    if (file === null || to === null) continue;
    // As Yarn itself keeps a release of its own; what such a file holds is read like all code.
    const kept = all(root, "yarnPath").includes(value) && RELEASE_OF_YARN.test(to);
    notes.setting(kept ? "npm.kept-release" : "npm.hook-file", file, value);
    notes.edge({ to, by: `Yarn loads ${file}`, trigger: "install" }, value);
  }
  for (const value of all(root, "npmRegistryServer"))
    notes.setting("npm.registry", shown(value), value);
  for (const { key, value } of entriesAt(root, "npmScopes"))
    notes.setting("npm.registry", `${key}: ${shown(value)}`, value);
  for (const value of all(root, "enableScripts"))
    notes.setting("npm.ignore-scripts", `enableScripts: ${shown(value)}`, value);
  for (const key of ["enableStrictSsl", "checksumBehavior", "unsafeHttpWhitelist"]) {
    for (const value of all(root, key)) {
      if (!/^(?:true|throw)$/.test(shown(value)))
        notes.setting("npm.insecure", `${key}: ${shown(value)}`, value);
    }
  }
  for (const key of ["npmAuthToken", "npmAuthIdent"]) {
    for (const value of all(root, key)) notes.setting("npm.token", key, value);
  }
  return notes.reading(problem);
}

/** `pnpm-workspace.yaml`: pnpm keeps its settings there since version 10. */
export function readPnpmWorkspace(text: string, path: string): DocumentReading {
  const { root, problem } = parseYaml(text);
  const notes = createNotes();
  for (const { key, value } of root.entries) {
    const dashed = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (value.kind === "scalar")
      noteNpmKey(dashed, textOf(value) ?? "", value.line, folderOf(path), notes);
  }
  for (const value of each(root, "onlyBuiltDependencies"))
    notes.setting("npm.allow-scripts", shown(value), value);
  for (const { key, value } of entriesAt(root, "overrides"))
    notes.setting("npm.override", `${key}: ${shown(value)}`, value);
  for (const { key, value } of entriesAt(root, "patchedDependencies")) {
    notes.setting("npm.patched-dependency", `${key}: ${shown(value)}`, value);
  }
  return notes.reading(problem);
}

/** `bunfig.toml`: files that Bun loads before anything else, and where packages come from. */
export function readBunfig(text: string, path: string): DocumentReading {
  const { root, problem } = parseToml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  for (const value of [...each(root, "preload"), ...each(root, "test", "preload")]) {
    const file = textOf(value);
    const to = file === null ? null : inFolder(folder, file);
    if (file === null) continue;
    notes.setting("npm.preload", file, value);
    if (to !== null && to !== "")
      notes.edge({ to, by: `Bun preloads ${file}`, trigger: "build" }, value);
  }
  for (const value of all(root, "install", "registry"))
    notes.setting("npm.registry", shown(value), value);
  for (const { key, value } of entriesAt(root, "install", "scopes")) {
    notes.setting("npm.registry", `${key}: ${shown(value)}`, value);
  }
  return notes.reading(problem);
}
