/** `use Foo::Bar`, `require Foo::Bar`, `require "x.pl"`, `do "x.pl"` and bases. */
const LOADS =
  /\b(?:use|require)\s+([A-Z_a-z]\w*(?:::\w+)*)|\b(?:require|do)\s{0,40}\(?\s{0,40}["']([^"'\n]{1,200})["']|\buse\s+(?:parent|base)\s+(?:-norequire\s*,\s*)?(?:qw\s*.|["'])([^"')/\]}>;\n]{1,500})/g;

/** The modules that a text names. */
export function modulesIn(text: string): string[] {
  const out: string[] = [];
  for (const [, module, file, bases] of text.matchAll(LOADS)) {
    if (module !== undefined && module !== "parent" && module !== "base") out.push(module);
    if (file !== undefined) out.push(file);
    if (bases !== undefined)
      out.push(...bases.split(/[\s,'"]+/).filter((each) => /^\w/.test(each)));
  }
  return out;
}
