import { readFile, rm } from "node:fs/promises";
import type { ChosenFile, PackageChoice, PackageFile } from "../model/dependency.ts";
import { Fault } from "../model/fault.ts";
import { FILE_HOSTS, type FetchParts } from "./fetch-packages.ts";

/** Chooses files by indexes where hostile bytes do no harm; null where none fits. */
export type ChooseFiles = (
  choices: readonly PackageChoice[],
  indexes: readonly Uint8Array[],
  signal: AbortSignal,
) => Promise<(ChosenFile | null)[]>;

const INDEX_BYTES = 32 * 1024 * 1024;
const ALL_INDEX_BYTES = 512 * 1024 * 1024;
const AT_ONCE = 8;

/**
 * Asks the index of PyPI which files each package has, and answers the one that fits. A package
 * that has none for the sandbox's system is left out: whoever needs it there will say so.
 */
export async function chooseFiles(
  parts: FetchParts & { choose: ChooseFiles },
  choices: readonly PackageChoice[],
  signal: AbortSignal,
): Promise<PackageFile[]> {
  if (choices.length === 0) return [];
  const indexes: Uint8Array[] = [];
  let next = 0;
  let bytes = 0;
  async function work(): Promise<void> {
    for (let at = next++; at < choices.length; at = next++) {
      const choice = choices[at];
      if (choice === undefined) return;
      const index = await fetchIndex(parts, choice, signal);
      bytes += index.byteLength;
      if (bytes > ALL_INDEX_BYTES)
        throw new Fault("refused", "the index of the packages is too large");
      indexes[at] = index;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const chosen = await parts.choose(choices, indexes, signal);
  const files = choices.flatMap((choice, at) => {
    const file = chosen[at] ?? null;
    return file === null ? [] : [fileOf(choice, file, parts.registries.pypi)];
  });
  // One version of a package can be installed, and lockfiles list the newest last.
  return [...new Map(files.map((file) => [`${file.name} ${file.note ?? ""}`, file])).values()];
}

async function fetchIndex(
  { cache, fetchInto, registries }: FetchParts,
  { name, label }: PackageChoice,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const written = await cache.reserve();
  const url = `${registries.pypi}${name}/`;
  const accept = "application/vnd.pypi.simple.v1+json";
  try {
    await fetchInto({ url, label, hosts: [], mostBytes: INDEX_BYTES, accept }, written, signal);
    return await readFile(written);
  } finally {
    await rm(written, { force: true });
  }
}

/** The index says where its files are, and that must be itself or PyPI's own place for them. */
function fileOf(choice: PackageChoice, chosen: ChosenFile, registry: string): PackageFile {
  const { name, version, label, digests, marker } = choice;
  const index = `${registry}${name}/`;
  const url = URL.canParse(chosen.url, index) ? new URL(chosen.url, index) : null;
  const known = [new URL(registry).host, ...FILE_HOSTS.pypi];
  const safe = url?.protocol === "https:" || url?.origin === new URL(registry).origin;
  if (url === null || !known.includes(url.host) || !safe || url.username !== "") {
    throw new Fault("refused", `${label}: its index leads to another host`);
  }
  if (!digests.some(({ value }) => value === chosen.sha256)) {
    throw new Fault("refused", `${label}: its index names a file that is not pinned`);
  }
  url.hash = "";
  return {
    ...{ registry: "pypi", label, name, version, path: `${name}/${chosen.filename}` },
    digests: [{ kind: "sha256", value: chosen.sha256 }],
    from: url.href,
    ...(marker !== null && { note: marker }),
  };
}
