const CLASSES: Readonly<Record<string, string>> = {
  "[:lower:]": "a-z",
  "[:upper:]": "A-Z",
  "[:digit:]": "0-9",
  "[:alpha:]": "A-Za-z",
  "[:space:]": " \t\n",
};

/** What `tr` makes of a text; null when its sets are not plain. */
export function translated(text: string, args: readonly string[]): string | null {
  const options = args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join("");
  const [from, to] = args.filter((arg) => !/^-[a-zA-Z]+$/.test(arg)).map(letters);
  if (from === undefined || /[cCs]/.test(options)) return null;
  if (options.includes("d")) {
    const removed = new Set(from);
    return [...text].filter((letter) => !removed.has(letter)).join("");
  }
  if (to === undefined || to.length === 0) return null;
  const table = new Map(from.map((letter, index) => [letter, to[index] ?? to.at(-1) ?? letter]));
  return [...text].map((letter) => table.get(letter) ?? letter).join("");
}

/** The letters of a set such as `a-zA-Z`, `n-za-m`, `[:upper:]`. */
function letters(written: string): string[] {
  const set = written
    .slice(0, 500)
    .replace(/\[:\w+:\]/g, (name) => CLASSES[name] ?? name)
    .replace(/\\n/g, "\n")
    .replace(/\\(.)/g, "$1");
  const out: string[] = [];
  for (let index = 0; index < set.length; index += 1) {
    const end = set.charCodeAt(index + 2);
    if (set[index + 1] !== "-" || index + 2 >= set.length) out.push(set.charAt(index));
    else {
      for (let code = set.charCodeAt(index); code <= end && code < 256; code += 1) {
        out.push(String.fromCharCode(code));
      }
      index += 2;
    }
  }
  return out;
}
