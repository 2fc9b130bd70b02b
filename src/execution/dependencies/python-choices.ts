import type { DependencyFile, LockedEntry, PackageChoice } from "../../model/dependency.ts";
import type { Problem } from "../../model/problem.ts";
import { sourceProblem } from "./source-problem.ts";
import { strongDigests } from "./strong-digests.ts";

/** What Python's lockfiles pin: which file of a package fits is chosen by the registry's index. */
export interface PinnedChoices {
  choices: PackageChoice[];
  problems: Problem[];
}

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/;
const VERSION = /^[0-9][0-9A-Za-z.!+_-]{0,60}$/;
/** Comparisons of texts (PEP 508), and nothing that could end the line it is written into. */
const MARKER = /^[\w .,"'()<>=!~*-]{1,1000}$/;

/** Packages of PyPI by `uv.lock`, `poetry.lock` and their like, or by requirements with hashes. */
export function pythonChoices(
  files: readonly DependencyFile[],
  hosts: readonly string[],
): PinnedChoices {
  const choices = new Map<string, PackageChoice>();
  const problems: Problem[] = [];
  for (const file of files) {
    for (const entry of file.entries) {
      if (entry.local) continue;
      const read = choiceOf(entry, hosts);
      if ("problem" in read) {
        problems.push({ where: `${file.path}:${entry.line}`, message: read.problem });
        continue;
      }
      const key = `${read.name} ${read.version}`;
      const same = choices.get(key);
      choices.set(key, same === undefined ? read : either(same, read));
    }
    problems.push(...unpinned(file, files));
  }
  return { choices: [...choices.values()], problems };
}

function choiceOf(
  { name: written, version: said, source, digests, only }: LockedEntry,
  hosts: readonly string[],
): PackageChoice | { problem: string } {
  const name = canonical(written);
  const version = said?.replace(/^={2,3}\s*/, "").trim() ?? "";
  const label = `${written}${version === "" ? "" : `==${version}`}`;
  const problem = sourceProblem(label, source, "pypi", hosts);
  if (problem !== null) return { problem };
  if (!NAME.test(name) || !VERSION.test(version)) {
    return { problem: `${label} is no name and version of PyPI` };
  }
  const plain = digests.map((digest) => digest.slice(digest.lastIndexOf(" ") + 1));
  const strong = strongDigests(label, plain);
  if ("problem" in strong) return strong;
  const [marker] = only;
  const decent = marker !== undefined && MARKER.test(marker) ? marker : null;
  return { name, version, label, digests: strong, marker: decent };
}

/** The same package in two files: any of their digests, and everywhere unless both agree. */
function either(a: PackageChoice, b: PackageChoice): PackageChoice {
  const digests = new Map([...a.digests, ...b.digests].map((each) => [each.value, each]));
  return { ...a, digests: [...digests.values()], marker: a.marker === b.marker ? a.marker : null };
}

/** Requirements that no file pins, where some are pinned: the file would be obeyed in part. */
function unpinned(file: DependencyFile, files: readonly DependencyFile[]): Problem[] {
  if (!file.path.endsWith(".txt")) return [];
  const pinned = new Set(
    files.flatMap(({ entries }) => entries.map(({ name }) => canonical(name))),
  );
  return file.asks
    .filter((name) => !pinned.has(canonical(name)))
    .map((name) => ({
      where: file.path,
      message: `${name.slice(0, 200)} is asked for without a version and a digest (--hash=sha256:…)`,
    }));
}

function canonical(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
