import type { PackageSource } from "../model/package-source.ts";
import { readFile } from "node:fs/promises";
import type {
  DependencyOrder,
  PackageChoice,
  PackageFile,
  RegistryName,
} from "../model/dependency.ts";
import { type ClientSettings, readClientSettings } from "./client-settings.ts";
import { createFetcher } from "./download.ts";
import {
  FETCH_LIMITS,
  fetchPackages,
  type FetchLimits,
  type FetchParts,
} from "./fetch-packages.ts";
import { type ChooseFiles, chooseFiles } from "./choose-files.ts";
import { loadInstaller, TOOL } from "./installers.ts";
import { makeMirror } from "./mirror.ts";
import { type HashModule, openPackageCache } from "./package-cache.ts";

/** Where packages come from and where they are kept. */
export interface PackageSourceOptions {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  /** Where fetched packages are kept, outside of every container. */
  cacheDir: string;
  /** The folder `installers/` of this project. */
  installersDir: string;
  /** Chooses files by indexes, where hostile bytes do no harm. */
  choose: ChooseFiles;
  /** Takes archives of modules apart, where hostile bytes do no harm. */
  hashModule: HashModule;
  limits?: FetchLimits;
}

type Parts = FetchParts & { choose: ChooseFiles };

const CACHE_BYTES = 4 * 1024 ** 3;

/** Fetches packages from registries through the settings of this machine's own clients. */
export function openPackageSource(options: PackageSourceOptions): PackageSource {
  let opened: Promise<{ settings: ClientSettings; parts: Parts }> | null = null;
  // Settings are read when they are first needed: most processes never fetch anything.
  const open = () => (opened ??= openParts(options));
  return {
    async hosts() {
      const { registries } = (await open()).settings;
      const names = Object.keys(registries) as RegistryName[]; // the keys of that very record
      const hosts = names.map((name) => [name, [new URL(registries[name]).hostname]]);
      return Object.fromEntries(hosts) as Record<RegistryName, string[]>; // of all its keys
    },
    async fetch(order, signal, progress) {
      const { parts } = await open();
      return fetchOrder(parts, options.installersDir, order, { signal, progress });
    },
  };
}

async function openParts(options: PackageSourceOptions) {
  const { env, home, cacheDir, choose, limits = FETCH_LIMITS } = options;
  const settings = await readClientSettings({ env, home, read: readOrNull });
  const certificates = await Promise.all(settings.certificateFiles.map(readOrNull));
  const fetchInto = createFetcher(
    settings,
    certificates.flatMap((text) => (text === null ? [] : certificatesIn(text))),
  );
  const cache = openPackageCache(cacheDir, options.hashModule);
  return { settings, parts: { cache, fetchInto, choose, registries: settings.registries, limits } };
}

async function fetchOrder(
  parts: Parts,
  installersDir: string,
  { installer, files, choices }: DependencyOrder,
  { signal, progress }: { signal: AbortSignal; progress: (stage: string) => void },
) {
  const { texts, tools } = await loadInstaller(installersDir, installer);
  const missing = await missingTools(parts, tools);
  progress("asking which files fit");
  const chosen = await chooseFiles(parts, [...choices, ...missing.map(choiceOfTool)], signal);
  const had = tools.filter((tool) => !missing.includes(tool));
  const all = [...files, ...chosen, ...had];
  const told = (done: number) => progress(`fetching packages (${done} of ${all.length})`);
  told(0);
  const fetched = await fetchPackages(parts, all, signal, told);
  await parts.cache.prune(CACHE_BYTES);
  return makeMirror(parts.cache, fetched, texts);
}

/** Tools of an index are asked for only when they are not there: their file is known. */
async function missingTools({ cache }: Parts, tools: readonly PackageFile[]) {
  const there = await Promise.all(tools.map((tool) => cache.verified(tool)));
  return tools.filter((tool, at) => tool.registry === "pypi" && there[at] === null);
}

function choiceOfTool({ name, version, label, digests }: PackageFile): PackageChoice {
  return { name, version, label, digests, marker: TOOL };
}

/** A file of settings that cannot be read counts as none, as for the clients themselves. */
async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
}

function certificatesIn(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}
