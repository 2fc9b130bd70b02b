import type { DocumentReading } from "../document.ts";
import { all, entriesAt, shown, texts, textOf, type Entry, type Node } from "../node.ts";
import { createNotes, type Notes } from "../reading.ts";
import { parseYaml } from "../yaml-document.ts";
import { parseBlockYaml } from "./block-yaml.ts";
import { digestsOf, platformsOf } from "./package-lock.ts";

/** What a key of `packages` says, in all versions of the format. */
interface DependencyPath {
  name: string;
  version: string;
  host: string | null;
}

/** `pnpm-lock.yaml` of all versions: paths with slashes (5), with `@` (6), snapshots apart (9). */
export function readPnpmLock(text: string): DocumentReading {
  const quick = parseBlockYaml(text);
  // The thorough reader is too slow for long texts; it then names that as the problem.
  const { root, problem } = quick.problem === null ? quick : parseYaml(text);
  const notes = createNotes();
  const asked = askedBy(entriesAt(root, "snapshots"));
  for (const entry of entriesAt(root, "packages")) notePackage(entry, asked, notes);
  for (const { key, value } of entriesAt(root, "overrides"))
    notes.setting("npm.override", `${key}: ${shown(value)}`, value);
  return notes.reading(problem);
}

function askedBy(snapshots: readonly Entry[]): Map<string, string[]> {
  const asked = new Map<string, string[]>();
  for (const { key, value } of snapshots) {
    const plain = withoutPeers(key);
    asked.set(plain, [...(asked.get(plain) ?? []), ...asksOf(value)]);
  }
  return asked;
}

function notePackage(
  { key, keyLine, value }: Entry,
  asked: Map<string, string[]>,
  notes: Notes,
): void {
  const path = dependencyPath(key);
  if (path === null) return;
  const resolution = all(value, "resolution");
  const said = (name: string) => resolution.flatMap((each) => texts(each, name))[0] ?? null;
  const [repository, tarball] = [said("repo"), said("tarball")];
  const byAddress = /^(?:https?:|git[+:@]|ssh:)/.test(path.version) ? path.version : null;
  const git = repository === null ? null : `git+${repository}#${said("commit") ?? ""}`;
  const own = texts(value, "name")[0] ?? null;
  const name = own ?? path.name;
  notes.locked(
    {
      type: "npm-locked",
      name,
      version: texts(value, "version")[0] ?? path.version,
      source: git ?? tarball ?? byAddress ?? (path.host === null ? null : `https://${path.host}/`),
      digests: digestsOf(said("integrity") ?? ""),
      asks: [...asksOf(value), ...(asked.get(withoutPeers(key)) ?? [])],
      builds: texts(value, "requiresBuild").includes("true"),
      only: platformsOf((field) => all(value, field)),
      local: said("type") === "directory" || /^(?:file|link|workspace):/.test(path.version),
    },
    keyLine,
  );
}

const ASKING = ["dependencies", "optionalDependencies", "peerDependencies"];

/** Names that an entry asks for; a value may name another package: `string-width@4.2.3`. */
function asksOf(value: Node): string[] {
  return ASKING.flatMap((field) => entriesAt(value, field)).flatMap((entry) => {
    const target = dependencyPath(textOf(entry.value) ?? "");
    return target === null || target.name === "" ? [entry.key] : [entry.key, target.name];
  });
}

function withoutPeers(key: string): string {
  const open = key.indexOf("(");
  return open === -1 ? key : key.slice(0, open);
}

function dependencyPath(key: string): DependencyPath | null {
  const plain = withoutPeers(key);
  const named = /^\/?((?:@[^@/]+\/)?[^@/]+)@(.+)$/.exec(plain);
  if (named !== null) return { name: named[1] ?? "", version: named[2] ?? "", host: null };
  const forge = /^(?:github|gitlab|bitbucket)\.\w+\/[^/]+\/([^/]+)\/[^/]+$/.exec(plain)?.[1];
  if (forge !== undefined) return { name: forge, version: `git+https://${plain}`, host: null };
  const slashed = /^(?:([\w.-]+(?::\d+)?))?\/((?:@[^/]+\/)?[^/]+)\/([^/_]+)(?:_.*)?$/.exec(plain);
  if (slashed === null) return /^(?:file|link):/.test(plain) ? localPath(plain) : null;
  const [, host = null, name = "", version = ""] = slashed;
  return { name, version, host };
}

function localPath(path: string): DependencyPath {
  return { name: path.slice(path.lastIndexOf("/") + 1), version: path, host: null };
}
