import type { DocumentKind } from "../document.ts";
import { readBunLock } from "./bun-lock.ts";
import { readComposerLock } from "./composer-lock.ts";
import { readGemfileLock } from "./gemfile-lock.ts";
import { readGoSum } from "./go-sum.ts";
import { readPackageLock } from "./package-lock.ts";
import { readPnpmLock } from "./pnpm-lock.ts";
import { readPipfileLock, readTomlLock } from "./python-locks.ts";
import { readYarnLock } from "./yarn-lock.ts";

/** Every lockfile with a reader. They only say what is installed, and are read when they change. */
export const LOCKFILES: readonly { name: string; pattern: RegExp; read: DocumentKind["read"] }[] = [
  {
    name: "npm lockfile",
    pattern: /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/,
    read: readPackageLock,
  },
  { name: "Yarn lockfile", pattern: /(?:^|\/)yarn\.lock$/, read: readYarnLock },
  { name: "pnpm lockfile", pattern: /(?:^|\/)pnpm-lock\.yaml$/, read: readPnpmLock },
  { name: "Bun lockfile", pattern: /(?:^|\/)bun\.lock$/, read: readBunLock },
  {
    name: "Python lockfile",
    pattern: /(?:^|\/)(?:poetry|uv|pdm)\.lock$|(?:^|\/)pylock(?:\.[\w-]+)?\.toml$/,
    read: readTomlLock,
  },
  { name: "Pipenv lockfile", pattern: /(?:^|\/)Pipfile\.lock$/, read: readPipfileLock },
  {
    name: "Bundler lockfile",
    pattern: /(?:^|\/)(?:Gemfile|gems|[\w.-]+\.gemfile)\.lock(?:ed)?$|(?:^|\/)gems\.locked$/,
    read: readGemfileLock,
  },
  { name: "Go checksums", pattern: /(?:^|\/)(?:go(?:\.work)?|vendor)\.sum$/, read: readGoSum },
  { name: "Composer lockfile", pattern: /(?:^|\/)composer\.lock$/, read: readComposerLock },
];

/** Whether a path is a lockfile: they are as long as their list, and may be longer than code. */
export function isLockfile(path: string): boolean {
  return LOCKFILES.some(({ pattern }) => pattern.test(path));
}
