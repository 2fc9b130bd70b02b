import type { PackageMirror, PackageSource } from "../model/package-source.ts";
import { Readable } from "node:stream";
import type { DependencyOrder } from "../model/dependency.ts";
import type { SandboxRequest } from "../model/sandbox-request.ts";
import type { SandboxProgress } from "../ports.ts";
import { requestedPackages } from "./plan-packages.ts";

/** A request that says how long the packages in front of its source are, and that source. */
export interface PackedSource {
  request: SandboxRequest;
  source: Readable;
}

/** Fetches the packages of a run and puts them in front of its source. */
export async function sourceWithPackages(
  packages: PackageSource,
  of: { request: SandboxRequest; order: DependencyOrder; openSource: () => Promise<Readable> },
  signal: AbortSignal,
  progress: SandboxProgress,
): Promise<PackedSource> {
  const mirror = await packages.fetch(of.order, signal, progress);
  const { bytes: mirrorBytes, unpackedBytes } = mirror;
  const said = requestedPackages(of.order, { mirrorBytes, unpackedBytes });
  const source = await of.openSource();
  return {
    request: { ...of.request, packages: said },
    source: Readable.from(oneAfterTheOther(mirror, source), { objectMode: false }),
  };
}

async function* oneAfterTheOther(
  mirror: PackageMirror,
  source: Readable,
): AsyncGenerator<Uint8Array> {
  try {
    // Byte streams without an encoding.
    for await (const chunk of mirror.open()) yield chunk as Uint8Array;
    for await (const chunk of source) yield chunk as Uint8Array;
  } finally {
    source.destroy();
  }
}
