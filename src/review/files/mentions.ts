/** So many names are looked for as they are; of more, only whole words are found. */
const AS_THEY_ARE = 200;

const WORDS = /[\w.@+-]{2,200}/g;

/** Whether a text has one of these names of files in it, with or without its ending. */
export function mentions(text: string, names: readonly string[]): boolean {
  for (const name of names.slice(0, AS_THEY_ARE)) if (text.includes(name)) return true;
  if (names.length <= AS_THEY_ARE) return false;
  const others = setOf(names);
  for (const [word] of text.matchAll(WORDS)) {
    if (others.has(word) || others.has(word.replace(/\.\w+$/, ""))) return true;
  }
  return false;
}

const SETS = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(names: readonly string[]): ReadonlySet<string> {
  const known = SETS.get(names) ?? new Set(names);
  SETS.set(names, known);
  return known;
}
