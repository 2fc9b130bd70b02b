import { CORE_SCHEMA, load } from "js-yaml";
import { z } from "zod";

/** Names with blanks between them: the lists are long, and a name a line hides them. */
const Names = z
  .string()
  .transform((text) => new Set(text.split(/\s+/).filter((each) => each !== "")));
const Ecosystems = z.strictObject({
  npm: Names,
  pypi: Names,
  gem: Names,
  composer: Names,
  go: Names,
  crate: Names,
  nuget: Names,
});

const KnownFile = z.strictObject({
  registries: Ecosystems,
  packages: Ecosystems.omit({ nuget: true }),
  genuine: z.strictObject({ npm: Names, pypi: Names }),
  builders: z.strictObject({ npm: Names, composer: Names }),
  publishers: Names,
});

/** An ecosystem of packages with names of its own. */
export type Ecosystem = keyof z.infer<typeof Ecosystems>;

/** The well-known names of the package world. */
export interface KnownPackages {
  /** Hosts that serve packages to everybody, by ecosystem. */
  registries: Readonly<Record<Ecosystem, ReadonlySet<string>>>;
  /** Names that everybody knows: what others are made to resemble. */
  packages: Readonly<Record<Exclude<Ecosystem, "nuget">, ReadonlySet<string>>>;
  /** Names that resemble those, and belong to packages of their own. */
  genuine: Readonly<Partial<Record<Ecosystem, ReadonlySet<string>>>>;
  /** Packages that are known to run code on install. */
  builders: ReadonlySet<string>;
  /** Owners on forges whose code everybody uses. */
  publishers: ReadonlySet<string>;
}

/** Reads the list of known names; throws with the path and everything that is wrong in it. */
export function parseKnown(text: string, path: string): KnownPackages {
  const result = KnownFile.safeParse(load(text, { schema: CORE_SCHEMA }));
  if (!result.success) throw new Error(`${path}: ${z.prettifyError(result.error)}`);
  const { registries, packages, genuine, builders, publishers } = result.data;
  return {
    registries,
    packages: {
      npm: canonical("npm", packages.npm),
      pypi: canonical("pypi", packages.pypi),
      gem: canonical("gem", packages.gem),
      composer: canonical("composer", packages.composer),
      go: canonical("go", packages.go),
      crate: canonical("crate", packages.crate),
    },
    genuine: { npm: canonical("npm", genuine.npm), pypi: canonical("pypi", genuine.pypi) },
    builders: new Set([...builders.npm, ...builders.composer]),
    publishers,
  };
}

function canonical(ecosystem: Ecosystem, names: ReadonlySet<string>): Set<string> {
  return new Set([...names].map((name) => canonicalName(ecosystem, name)));
}

/** The ecosystem of a reference by its type, locked or not; null for actions, images and others. */
export function ecosystemOf(type: string): Ecosystem | null {
  if (type === "crate-locked") return "crate";
  if (type === "nuget-locked") return "nuget";
  const name = type.replace(/-locked$/, "");
  return name === "npm" || name === "pypi" || name === "gem" || name === "composer" || name === "go"
    ? name
    : null;
}

/** Whether a host serves packages to everybody: itself, or as a part of a known one. */
export function isRegistry(host: string, ecosystem: Ecosystem, known: KnownPackages): boolean {
  const labels = host.split(".");
  const hosts = known.registries[ecosystem];
  return labels.some(
    (_, index) => index < labels.length - 1 && hosts.has(labels.slice(index).join(".")),
  );
}

/** The spelling under which an ecosystem keeps a name. */
export function canonicalName(ecosystem: Ecosystem, name: string): string {
  const lower = name.toLowerCase();
  if (ecosystem === "pypi") return lower.replace(/[-_.]+/g, "-");
  return ecosystem === "crate" ? lower.replaceAll("_", "-") : lower;
}
