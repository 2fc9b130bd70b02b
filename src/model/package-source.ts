import type { Readable } from "node:stream";
import type { DependencyOrder, DependencyReading, RegistryName } from "./dependency.ts";
import type { CommitSha } from "./repository.ts";
import type { CommitReader } from "./tree.ts";

/** Reads what a commit says about packages where hostile bytes do no harm; see its model. */
export type ReadDependencies = (
  commits: CommitReader,
  of: { commit: CommitSha; language: string },
  signal: AbortSignal,
) => Promise<DependencyReading>;

/** Fetches packages from registries, without any credential, and checks what comes. */
export interface PackageSource {
  /** Hosts of the registries that this machine's own clients are set to. */
  hosts(): Promise<Readonly<Record<RegistryName, readonly string[]>>>;
  /** Throws `refused` where what is pinned cannot be had as it is pinned. */
  fetch(
    order: DependencyOrder,
    signal: AbortSignal,
    progress: (stage: string) => void,
  ): Promise<PackageMirror>;
}

/** A tar of known length with fetched packages and whoever installs them. */
export interface PackageMirror {
  bytes: number;
  /** How much room its files take where they are unpacked. */
  unpackedBytes: number;
  open(): Readable;
}
