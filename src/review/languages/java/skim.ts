const PACKAGE = /^[ \t]{0,40}package[ \t]{1,8}([\w.]{1,200})[ \t]{0,8};/m;
const IMPORT = /(?:^|[;}])[ \t]{0,40}import[ \t]{1,8}(?:static[ \t]{1,8})?([\w.]{1,300})/gm;
const CLASS = /\b[A-Z]\w{0,100}/g;
/** Names that no class of a repository has, beside those of the platform. */
const EVERYWHERE: ReadonlySet<string> = new Set(
  "String Object Integer Long Double Boolean Character Byte Exception RuntimeException Override Test System Math List Map Set ArrayList HashMap Arrays Collections Class Void Throwable IOException Runtime Thread Files Path File Process ProcessBuilder StringBuilder Iterable Deprecated SuppressWarnings".split(
    " ",
  ),
);
/** A class does not need more of its neighbours than this. */
const NEIGHBOURS = 300;

/**
 * The classes that a text may need: those it imports, and those of its own package, which
 * need no import. What is no class of the repository leads nowhere.
 */
export function skimJava(text: string): string[] {
  const names = new Set([...text.matchAll(IMPORT)].map((match) => match[1] ?? ""));
  const own = PACKAGE.exec(text)?.[1];
  const known = new Set([...names].map((name) => name.slice(name.lastIndexOf(".") + 1)));
  let neighbours = 0;
  for (const [name] of text.matchAll(CLASS)) {
    if (neighbours >= NEIGHBOURS) break;
    const full = own === undefined ? name : `${own}.${name}`;
    if (EVERYWHERE.has(name) || known.has(name) || names.has(full)) continue;
    names.add(full);
    neighbours += 1;
  }
  return [...names];
}

/** The file of a class as far as its name tells: `a.b.Outer.Inner` is in `a/b/Outer.java`. */
export function fileOfClass(name: string): string | null {
  const match = /^((?:[\w$]+\.)*?)([A-Z][\w$]*)/.exec(name.slice(0, 300));
  if (match === null || /^(?:java|javax|jakarta|sun|jdk)\./.test(name)) return null;
  return `${(match[1] ?? "").replaceAll(".", "/")}${match[2] ?? ""}.java`;
}
