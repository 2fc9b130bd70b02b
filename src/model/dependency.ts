import { z } from "zod";

/** Registries from which packages can be fetched; each has its own template of addresses. */
export const REGISTRIES = ["npm", "pypi", "go", "crates"] as const;
export type RegistryName = (typeof REGISTRIES)[number];

const Text = z.string().max(1000);

/** One package of a lockfile, as it is written there: nothing of it is believed. */
export const LockedEntry = z.strictObject({
  name: Text,
  version: Text.nullable(),
  /** The address it says it comes from; null: from the ecosystem's own registry. */
  source: Text.nullable(),
  /** `kind:value`, of Python's lockfiles `file name kind:value`. */
  digests: z.array(Text).max(500),
  /** The name by which its registry knows it, where it is locked under another. */
  alias: Text.nullable(),
  /** Nothing is fetched for it: a part of this repository, or of another package. */
  local: z.boolean(),
  /** Where it is for, where that is not everywhere: `os:linux`, `cpu:!arm64`, a marker. */
  only: z.array(Text).max(50),
  line: z.int().min(0),
});
export type LockedEntry = z.infer<typeof LockedEntry>;

/** What one file at the root of a commit says about packages. */
export const DependencyFile = z.strictObject({
  path: z.string().max(300),
  /** The packages that it pins. */
  entries: z.array(LockedEntry).max(20_000),
  /** Names that it asks for without pinning a content. */
  asks: z.array(z.string().max(500)).max(20_000),
  /** Why it, or a part of it, could not be read. */
  problem: z.string().max(500).nullable(),
});
export type DependencyFile = z.infer<typeof DependencyFile>;

/** What a commit says about the packages it needs: the answer of the child that read it. */
export const DependencyReading = z.strictObject({
  files: z.array(DependencyFile).max(32),
  /** Whether the packages stand in the repository itself. */
  vendored: z.boolean(),
});
export type DependencyReading = z.infer<typeof DependencyReading>;

/**
 * A digest that decides whether what came is what was pinned: of the content itself, in
 * hexadecimal, or as `go.sum` has it (`h1:…`), of a `go.mod` or of the files of an archive.
 */
export interface PackageDigest {
  kind: "sha256" | "sha384" | "sha512" | "h1-mod" | "h1-zip";
  value: string;
}

/** One file of a registry: where it is by our own template, and what it must be. */
export interface PackageFile {
  registry: RegistryName;
  /** For people: `name@version`. */
  label: string;
  name: string;
  version: string;
  /** Below the registry's address; made by a template, of checked parts. */
  path: string;
  /** What its content must add up to: one of them is enough. */
  digests: readonly PackageDigest[];
  /** Where the registry's own index says that it is; else the path below its address. */
  from?: string;
  /** What its installer is told of it besides. */
  note?: string;
}

/** A package of PyPI: one of the pinned files, whichever fits the sandbox. */
export interface PackageChoice {
  name: string;
  version: string;
  /** For people. */
  label: string;
  digests: readonly PackageDigest[];
  /** Where it is for (PEP 508); null for everywhere. */
  marker: string | null;
}

/** The file that was chosen for a package; the answer of the child that read the index. */
export const ChosenFile = z.strictObject({
  filename: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+!-]{1,210}$/),
  url: z.string().max(2000),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ChosenFile = z.infer<typeof ChosenFile>;

/** Everything that one run needs from registries, and who installs it inside the sandbox. */
export interface DependencyOrder {
  /** The folder under `installers/`. */
  installer: string;
  lockfile: string;
  files: readonly PackageFile[];
  /** Packages of which the registry's index must say which file fits. */
  choices: readonly PackageChoice[];
}
