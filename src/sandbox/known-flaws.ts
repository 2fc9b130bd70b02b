import type { Runtime } from "../model/runtime.ts";

/** A program of the engine, by its own word. */
export interface Component {
  version: string;
  /** What it was built from: of a distribution's package, the package's version; else a commit. */
  revision: string;
}

/** A way out of a container that is known, and where it was closed. */
interface Flaw {
  ids: readonly string[];
  /** The first version of each line of releases that is without it; newer lines are, too. */
  fixedIn: readonly string[];
  /** Packages of distributions that mended it under an older number. */
  mended: readonly RegExp[];
}

/**
 * Flaws of runc by which a program gets out of its container, from runc's advisories
 * (https://github.com/opencontainers/runc/security/advisories) and changelogs of packages.
 */
const FLAWS: readonly Flaw[] = [
  {
    ids: ["CVE-2019-5736", "CVE-2021-30465"],
    fixedIn: ["1.0.0"],
    mended: [],
  },
  {
    ids: ["CVE-2024-21626"],
    fixedIn: ["1.1.12"],
    mended: [/^1\.1\.5\+ds1-1\+deb12u\d/],
  },
  {
    ids: ["CVE-2025-31133", "CVE-2025-52565", "CVE-2025-52881"],
    fixedIn: ["1.2.8", "1.3.3", "1.4.0"],
    mended: [],
  },
];

/**
 * Says that runc has known ways out of a container, or null. A distribution may have mended more
 * under the same number than is known here, so its revision is said too.
 */
export function runcWarning(runc: Component | null, runtime: Runtime): string | null {
  // gVisor starts runs without runc's part in them.
  if (runtime !== "runc") return null;
  if (runc === null)
    return "The engine does not tell the version of runc: whether it has known flaws is not known.";
  const ids = FLAWS.filter((flaw) => hasFlaw(runc, flaw)).flatMap((flaw) => flaw.ids);
  if (ids.length === 0) return null;
  const built = runc.revision === "" ? "" : `, built from ${runc.revision.slice(0, 60)}`;
  return `runc ${runc.version.slice(0, 40)}${built}, is older than the versions without ${ids.join(", ")}, by which a program gets out of its container. Update it, or see whether its distribution mended these.`;
}

function hasFlaw({ version, revision }: Component, { fixedIn, mended }: Flaw): boolean {
  const here = numbersOf(version);
  if (here === null) return true;
  if (mended.some((pattern) => pattern.test(revision))) return false;
  const lines = fixedIn.flatMap((text) => {
    const numbers = numbersOf(text);
    return numbers === null ? [] : [numbers];
  });
  const line = lines.find(([major, minor]) => major === here[0] && minor === here[1]);
  if (line !== undefined) return here[2] < line[2];
  // Lines newer than all of these began without it; older ones were given up.
  return !lines.every(
    ([major, minor]) => here[0] > major || (here[0] === major && here[1] > minor),
  );
}

/** Null where it is no version. Of what comes before a release, the patch is below all others. */
function numbersOf(version: string): [number, number, number] | null {
  const found = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})(-rc|~rc)?/.exec(version);
  if (found === null) return null;
  const [, major, minor, patch, candidate] = found;
  return [
    Number(major),
    Number(minor),
    candidate === undefined ? Number(patch) : Number(patch) - 1,
  ];
}
