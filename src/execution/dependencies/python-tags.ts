/** The Python of the sandbox's image, Debian trixie's, and the C library below it. */
const PYTHON: readonly [number, number] = [3, 13];
const GLIBC_MINOR = 41;

const MACHINES: Readonly<Record<string, string>> = { x64: "x86_64", arm64: "aarch64" };

/**
 * How well a file fits: the lower the better, and null when it does not. Wheels are compared by
 * their tags (PEP 425, PEP 600); a source archive fits always, and worst.
 */
export function wheelRank(filename: string, machine: string): number | null {
  if (!filename.endsWith(".whl")) return filename.endsWith(".tar.gz") ? 1000 : 1001;
  const [platforms = "", abis = "", pythons = ""] = filename.slice(0, -4).split("-").reverse();
  const platform = best(platforms, (tag) => platformRank(tag, machine));
  const python = best(pythons, (tag) => pythonRank(tag, abis));
  return platform === null || python === null ? null : python * 10 + platform;
}

function best(tags: string, rank: (tag: string) => number | null): number | null {
  const ranks = tags.split(".").flatMap((tag) => rank(tag) ?? []);
  return ranks.length === 0 ? null : Math.min(...ranks);
}

function platformRank(tag: string, machine: string): number | null {
  const cpu = MACHINES[machine];
  if (tag === "any") return 5;
  if (cpu === undefined || !tag.endsWith(`_${cpu}`)) return null;
  const platform = tag.slice(0, -cpu.length - 1);
  if (/^manylinux(?:1|2010|2014)$/.test(platform)) return 2;
  const glibc = /^manylinux_2_(\d+)$/.exec(platform)?.[1];
  if (glibc !== undefined) return Number(glibc) <= GLIBC_MINOR ? 1 : null;
  return platform === "linux" ? 3 : null;
}

function pythonRank(tag: string, abis: string): number | null {
  const [major, minor] = PYTHON;
  const abi = abis.split(".");
  const own = `cp${major}${minor}`;
  if (tag === own && abi.includes(own)) return 0;
  const stable = /^cp3(\d+)$/.exec(tag)?.[1];
  if (stable !== undefined && Number(stable) <= minor && abi.includes("abi3")) return 1;
  if (!abi.includes("none")) return null;
  if (tag === own) return 2;
  const pure = /^py3(\d*)$/.exec(tag)?.[1];
  if (pure === undefined || (pure !== "" && Number(pure) > minor)) return null;
  return 3;
}

/** Whether `Requires-Python` allows the sandbox's Python; what is not understood does not forbid. */
export function fitsPython(requires: string | null): boolean {
  return (requires ?? "").split(",").every((clause) => {
    const match = /^\s*(>=|<=|==|!=|~=|<|>)\s*(\d+)(?:\.(\d+|\*))?/.exec(clause);
    if (match === null) return true;
    const [, operator = "", major = "", minor] = match;
    const any = minor === undefined || minor === "*";
    const wanted = Number(major) * 1000 + (any ? 0 : Number(minor));
    const here = PYTHON[0] * 1000 + PYTHON[1];
    return compares(operator, here, wanted, any);
  });
}

function compares(operator: string, here: number, wanted: number, any: boolean): boolean {
  const same = any ? Math.floor(here / 1000) === Math.floor(wanted / 1000) : here === wanted;
  switch (operator) {
    case ">=":
    case "~=":
      return here >= wanted;
    case ">":
      return here >= wanted;
    case "<":
      return here < wanted;
    case "<=":
      return here <= wanted || same;
    case "==":
      return same;
    default:
      return !same || !any;
  }
}
