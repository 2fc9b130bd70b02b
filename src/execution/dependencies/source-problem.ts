import type { RegistryName } from "../../model/dependency.ts";

const SHOWN: Readonly<Record<RegistryName, string>> = {
  npm: "the npm registry",
  pypi: "PyPI",
  go: "a Go module proxy",
  crates: "crates.io",
};

/** The names that the public registries go by in lockfiles; a lockfile names its host by habit. */
export const PUBLIC_HOSTS: Readonly<Record<RegistryName, readonly string[]>> = {
  npm: ["registry.npmjs.org", "registry.yarnpkg.com"],
  pypi: ["pypi.org", "files.pythonhosted.org", "pypi.python.org"],
  go: ["proxy.golang.org"],
  crates: ["crates.io", "static.crates.io", "index.crates.io"],
};

/**
 * Why a package with this source is not fetched, in one sentence; null when the source is the
 * registry. `hosts` are the registry hosts that this machine's own clients are set to.
 */
export function sourceProblem(
  label: string,
  source: string | null,
  registry: RegistryName,
  hosts: readonly string[],
): string | null {
  if (source === null || source === "") return null;
  const only = `only packages of ${SHOWN[registry]} are fetched`;
  const shown = source.slice(0, 200);
  if (
    /^(?:git|hg|svn|bzr)[+:@]|^ssh:|^(?:github|gitlab|bitbucket|gist):|\.git(?:[#@?]|$)/i.test(
      source,
    )
  ) {
    return `${label} is taken from a repository (${shown}), and ${only}`;
  }
  if (/^(?:file|link|portal|workspace|patch|exec):|^\.{0,2}\//i.test(source)) {
    return `${label} is taken from a file (${shown}), and ${only}`;
  }
  const url = URL.canParse(source) ? new URL(source) : null;
  if (url !== null && (url.protocol === "https:" || url.protocol === "http:")) {
    if ([...PUBLIC_HOSTS[registry], ...hosts].includes(url.hostname)) return null;
    return `${label} is taken from ${url.hostname}, which is not ${SHOWN[registry]}`;
  }
  return `${label} is taken from ${JSON.stringify(shown)}, and ${only}`;
}
