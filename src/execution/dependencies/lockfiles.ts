import type {
  DependencyFile,
  PackageChoice,
  PackageFile,
  RegistryName,
} from "../../model/dependency.ts";
import type { Problem } from "../../model/problem.ts";
import { cargoFiles } from "./cargo-files.ts";
import { goFiles } from "./go-files.ts";
import { type Machine, npmFiles } from "./npm-files.ts";
import { pythonChoices } from "./python-choices.ts";

/** What pinning needs to know of this machine. */
export interface PinningFacts {
  machine: Machine;
  hosts: Readonly<Record<RegistryName, readonly string[]>>;
}

/** What a lockfile pins, and everything that is in the way of fetching it. */
export interface Pinned {
  files: PackageFile[];
  choices: PackageChoice[];
  problems: Problem[];
}

/** A lockfile whose packages can be fetched, and who installs them inside the sandbox. */
export interface KnownLockfile {
  /** For people; the one of several that belong together. */
  path: string;
  /** Which files at the root it is. */
  pattern: RegExp;
  /** The folder under `installers/`. */
  installer: string;
  pinned: (read: readonly DependencyFile[], facts: PinningFacts) => Pinned;
}

/** Lockfiles by the language of the runner; the first that a commit has is the one that counts. */
const LOCKFILES: Readonly<Record<string, readonly KnownLockfile[]>> = {
  javascript: [
    npmLock("npm-shrinkwrap.json", "npm"),
    npmLock("package-lock.json", "npm"),
    npmLock("pnpm-lock.yaml", "pnpm"),
    npmLock("yarn.lock", "yarn"),
  ],
  python: [
    ...["uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock"].map((path) =>
      pythonLock(path, new RegExp(`^${path.replace(".", "\\.")}$`)),
    ),
    pythonLock("requirements.txt", /^requirements[\w.-]*\.txt$/),
  ],
  go: [
    {
      ...{ path: "go.sum", pattern: /^go(?:\.work)?\.sum$/, installer: "go" },
      pinned: (read) => ({ choices: [], ...goFiles(read) }),
    },
  ],
  rust: [
    {
      ...{ path: "Cargo.lock", pattern: /^Cargo\.lock$/, installer: "cargo" },
      pinned: ([file], { hosts }) => ({
        choices: [],
        ...(file === undefined ? { files: [], problems: [] } : cargoFiles(file, hosts.crates)),
      }),
    },
  ],
};

/** The lockfiles of a language, the one that its tools prefer first. */
export function lockfilesOf(language: string): readonly KnownLockfile[] {
  return Object.hasOwn(LOCKFILES, language) ? (LOCKFILES[language] ?? []) : [];
}

/** Files besides the lockfiles that say what packages a commit needs, by the runner's language. */
const MANIFESTS: Readonly<Record<string, RegExp>> = {
  javascript: /^(?:package\.json|bun\.lock)$/,
  python: /^(?:pyproject\.toml|setup\.cfg|Pipfile)$/,
  go: /^go\.mod$/,
  rust: /^Cargo\.toml$/,
  ruby: /^(?:Gemfile(?:\.lock)?|gems\.(?:rb|locked))$/,
  php: /^composer\.(?:lock|json)$/,
  java: /^(?:pom\.xml|gradle\.lockfile|(?:build|settings)\.gradle(?:\.kts)?)$/,
};

/**
 * Why nothing of a language is fetched, where its lockfiles do not suffice for it; such a commit
 * runs with what its image has, or not at all.
 */
const NOT_FETCHED: Readonly<Record<string, string>> = {
  ruby: "packages of Ruby are not fetched: a Gemfile.lock need not pin their contents, and Bundler runs the Gemfile to read what it says",
  php: "packages of PHP are not fetched: composer.lock pins commits of repositories, whose archives have no digest there",
  java: "packages of Java are not fetched: a pom.xml and a build of Gradle pin no contents",
};

/** Why nothing of a language is fetched; null where lockfiles of it are. */
export function whyNotFetched(language: string): string | null {
  return Object.hasOwn(NOT_FETCHED, language) ? (NOT_FETCHED[language] ?? null) : null;
}

/** Lockfiles that name everything: what the manifest asks for besides is the repository's own. */
const WHOLE = /^(?:Cargo\.lock|go(?:\.work)?\.sum)$/;

/** The files that say what a commit needs: its manifest, unless a lockfile says all of it. */
export function needFiles(files: readonly DependencyFile[]): readonly DependencyFile[] {
  const whole = files.filter(({ path }) => WHOLE.test(path));
  return whole.length > 0 ? whole : files;
}

/** Whether a file at the root says what packages a commit needs. */
export function isDependencyFile(name: string, language: string): boolean {
  if (lockfilesOf(language).some(({ pattern }) => pattern.test(name))) return true;
  return Object.hasOwn(MANIFESTS, language) && (MANIFESTS[language]?.test(name) ?? false);
}

function npmLock(path: string, installer: string): KnownLockfile {
  return {
    ...{ path, pattern: new RegExp(`^${path.replace(".", "\\.")}$`), installer },
    pinned: ([file], { machine, hosts }) => ({
      choices: [],
      ...(file === undefined ? { files: [], problems: [] } : npmFiles(file, machine, hosts.npm)),
    }),
  };
}

function pythonLock(path: string, pattern: RegExp): KnownLockfile {
  return {
    ...{ path, pattern, installer: "pip" },
    pinned: (read, { hosts }) => ({ files: [], ...pythonChoices(read, hosts.pypi) }),
  };
}
