/** What a text says about its names, found before it is read. */
export interface Names {
  /** Functions, with the packages that define them. */
  readonly subs: ReadonlyMap<string, ReadonlySet<string>>;
  readonly constants: Set<string>;
  readonly packages: ReadonlySet<string>;
  /** Functions that `use` brings in, with the package that they are from. */
  readonly imported: Map<string, string>;
  /** Packages that others are made from. */
  readonly bases: Map<string, string[]>;
  /** Functions that packages give to those that use them. */
  readonly exported: ReadonlySet<string>;
  /** It is a part of a web application. */
  readonly web: boolean;
  /** What stands behind `__DATA__`. */
  readonly data: string | null;
}

const DEFINED = /\bpackage\s+([\w:']+)|\b(?:sub|method|fun|func)\s+([A-Za-z_][\w:']*)/g;

/** Finds the names that a text defines, in one pass. */
export function namesIn(text: string): Names {
  const subs = new Map<string, Set<string>>();
  const packages = new Set<string>(["main"]);
  let around = "main";
  for (const [, name, sub] of text.matchAll(DEFINED)) {
    if (name !== undefined) {
      around = name.replaceAll("'", "::");
      packages.add(around);
    } else if (sub !== undefined) {
      const full = sub.replaceAll("'", "::");
      const colon = full.lastIndexOf("::");
      const own = colon < 0 ? full : full.slice(colon + 2);
      const owners = subs.get(own) ?? new Set();
      owners.add(colon < 0 ? around : full.slice(0, colon));
      subs.set(own, owners);
    }
  }
  const mark = /^__(?:END|DATA)__[ \t]*\r?$/m.exec(text);
  return {
    subs,
    packages,
    constants: new Set(),
    imported: new Map(),
    bases: new Map(),
    exported: exportedNames(text),
    web: /\b(?:Mojo(?:licious)?|CGI::Application|Catalyst|Dancer2?)\b/.test(text),
    data: mark === null ? null : text.slice(mark.index + mark[0].length + 1),
  };
}

function exportedNames(text: string): Set<string> {
  const names = new Set<string>();
  for (const found of text.matchAll(
    /@EXPORT(?:_OK)?\s*=\s*(?:qw\s*)?[[({<]([^\])}>;]{0,20000})/g,
  )) {
    for (const word of (found[1] ?? "").matchAll(/&?(\w+)/g)) names.add(word[1] ?? "");
  }
  return names;
}

/** The full name of a function as it is called from a package. */
export function functionName(name: string, around: string, names: Names): string {
  const full = name.replaceAll("'", "::").replace(/^(?:CORE::(?:GLOBAL::)?|main::|::)/, "");
  if (full.includes("::")) return full;
  const owners = names.subs.get(full);
  if (owners?.has(around) === true) return around === "main" ? full : `${around}::${full}`;
  const from = names.imported.get(full);
  if (from !== undefined) return `${from}::${full}`;
  if (owners?.has("main") === true || owners === undefined || owners.size !== 1) return full;
  const [owner] = owners;
  return owner === undefined ? full : `${owner}::${full}`;
}

/** A variable of a package is the same by its short and by its long name. */
export function variableName(sigil: string, name: string, names: Names): string {
  const full = name.replaceAll("'", "::").replace(/^(?:main)?::/, "");
  const colon = full.lastIndexOf("::");
  if (colon < 0) return sigil + full;
  return names.packages.has(full.slice(0, colon)) ? sigil + full.slice(colon + 2) : sigil + full;
}
