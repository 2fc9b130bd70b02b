import type { ChosenFile, PackageChoice } from "../../model/dependency.ts";
import { fitsPython, wheelRank } from "./python-tags.ts";

/** One file of a package, as far as the index's answer has the form of one (PEP 691). */
interface IndexFile {
  filename: string;
  url: string;
  sha256: string;
  requires: string | null;
}

/** A name without a step in it, of a wheel or a source archive. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._+!-]{1,200}\.(?:whl|tar\.gz|zip)$/;

/**
 * The file of a package that fits the sandbox's Python best and is among the pinned ones: a
 * wheel before a source archive. Null where none fits.
 */
export function choosePythonFile(
  choice: Pick<PackageChoice, "digests">,
  index: unknown,
  machine: string,
): ChosenFile | null {
  const pinned = new Set(choice.digests.map(({ value }) => value));
  const ranked = filesOf(index)
    .filter((file) => pinned.has(file.sha256) && fitsPython(file.requires))
    .map((file) => ({ file, rank: wheelRank(file.filename, machine) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const best = ranked[0]?.file;
  return best === undefined
    ? null
    : { filename: best.filename, url: best.url, sha256: best.sha256 };
}

function filesOf(index: unknown): IndexFile[] {
  const files = field(index, "files");
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: unknown) => {
    const filename = field(file, "filename");
    const url = field(file, "url");
    const sha256 = field(field(file, "hashes"), "sha256");
    const requires = field(file, "requires-python");
    if (typeof filename !== "string" || !FILE_NAME.test(filename)) return [];
    if (typeof url !== "string" || typeof sha256 !== "string") return [];
    return [{ filename, url, sha256, requires: typeof requires === "string" ? requires : null }];
  });
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key]; // an object has texts for keys
}
