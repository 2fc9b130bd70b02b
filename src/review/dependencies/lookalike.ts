import { canonicalName, type Ecosystem, type KnownPackages } from "./known.ts";

/** Shorter names are near each other by chance. */
const SHORTEST = 5;
/** Words that are put before or behind a known name to make another one of it. */
const PREFIXES = [
  "js-",
  "node-",
  "npm-",
  "nodejs-",
  "python-",
  "python3-",
  "py-",
  "py",
  "ruby-",
  "php-",
];
const SUFFIXES = [
  "-js",
  ".js",
  "js",
  "-node",
  "-npm",
  "-nodejs",
  "-python",
  "-py",
  "py",
  "-rs",
  "-ruby",
  "-gem",
];

/**
 * The well-known name that a new dependency's name is made to resemble; null for names that
 * are well known themselves, and for those near a name that the project has.
 */
export function lookalikeOf(
  type: string,
  name: string,
  known: KnownPackages,
  own: readonly string[],
): string | null {
  if (type === "action") return lookalikeOwner(name, known);
  if (type === "go") return lookalikeModule(name, known.packages.go);
  const ecosystem = listOf(type);
  if (ecosystem === null) return null;
  const plain = canonicalName(ecosystem, name);
  const names = known.packages[ecosystem];
  if (names.has(plain) || known.genuine[ecosystem]?.has(plain) === true) return null;
  if (isPartOfFamily(plain, own)) return null;
  const found = resembled(plain, names, own);
  // Only the owner of a scope of npm can publish in it.
  return found?.startsWith("@") === true && isPartOfFamily(plain, [found]) ? null : found;
}

function listOf(type: string): Exclude<Ecosystem, "nuget"> | null {
  const name = type === "cargo" ? "crate" : type;
  return name === "npm" ||
    name === "pypi" ||
    name === "gem" ||
    name === "composer" ||
    name === "go" ||
    name === "crate"
    ? name
    : null;
}

/** `vendor-thing` in a project that has other packages of the vendor. */
function isPartOfFamily(name: string, own: readonly string[]): boolean {
  const scope = /^(@[^/]+\/|[^/@]+\/)/.exec(name)?.[1];
  return scope !== undefined && own.some((each) => each.startsWith(scope));
}

function resembled(
  name: string,
  names: ReadonlySet<string>,
  own: readonly string[],
): string | null {
  const ascii = skeleton(name);
  if (ascii !== name && names.has(ascii)) return ascii;
  const affixed = withoutAffix(name, names) ?? mistypedWord(name, names, own);
  if (affixed !== null) return affixed;
  const joined = name.replace(/[-_.]/g, "");
  const unscoped = name.replace(/^@/, "").replace("/", "-");
  for (const each of names) {
    if (each.length < SHORTEST || each.replace(/^@/, "").length < SHORTEST) continue;
    if (each.includes("/") && each.replace(/^@/, "").replace("/", "-") === unscoped) return each;
    if (Math.abs(each.length - name.length) > 2) continue;
    if (each.replace(/[-_.]/g, "") === joined) return each;
    if (isOneTypoAway(name, each)) return each;
  }
  return null;
}

/**
 * Modules are known by host, owner and repository: `boltdb-go/bolt` is made to look like
 * `boltdb/bolt`. Major versions and folders inside a repository are the same module.
 */
function lookalikeModule(name: string, names: ReadonlySet<string>): string | null {
  const [host = "", owner = "", repository = ""] = name.toLowerCase().split("/", 3);
  if (repository === "" || names.has(`${host}/${owner}/${repository}`)) return null;
  for (const each of names) {
    const [knownHost, knownOwner = "", knownRepository = ""] = each.split("/", 3);
    if (knownHost !== host) continue;
    if (knownRepository === repository && isOwnerAlike(owner, knownOwner)) return each;
    const near = repository.length >= SHORTEST && isOneTypoAway(repository, knownRepository);
    if (knownOwner === owner ? false : near && isOwnerAlike(owner, knownOwner)) return each;
  }
  return null;
}

function isOwnerAlike(owner: string, known: string): boolean {
  if (owner === known || known.length < 3) return false;
  const plain = owner.replace(/[-_.]/g, "");
  if (plain === known.replace(/[-_.]/g, "")) return true;
  if (/^(?:go|golang|lib|the|real|official)?$/.test(affix(plain, known))) return true;
  return known.length >= SHORTEST && isOneTypoAway(owner, known);
}

/** What stands before or behind a known name; a sign that fits nothing where it is no part. */
function affix(name: string, known: string): string {
  const plain = known.replace(/[-_.]/g, "");
  if (name.startsWith(plain)) return name.slice(plain.length);
  return name.endsWith(plain) ? name.slice(0, -plain.length) : "#";
}

/** Letters that look like others, written as those: Cyrillic and Greek ones, and digits. */
const ALIKE: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  у: "y",
  х: "x",
  і: "i",
  ѕ: "s",
  ԁ: "d",
  ո: "n",
  ο: "o",
  α: "a",
  ν: "v",
};

function skeleton(name: string): string {
  const plain = [...name].map((sign) => ALIKE[sign] ?? sign).join("");
  return plain
    .replace(/(?<=[a-z])0|0(?=[a-z])/g, "o")
    .replace(/(?<=[a-z])1(?=[a-z])/g, "l")
    .replace(/rn/g, "m");
}

function withoutAffix(name: string, names: ReadonlySet<string>): string | null {
  for (const prefix of PREFIXES) {
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    if (rest.length >= SHORTEST && names.has(rest)) return rest;
  }
  for (const suffix of SUFFIXES) {
    const rest = name.endsWith(suffix) ? name.slice(0, -suffix.length) : "";
    if (rest.length >= SHORTEST && names.has(rest)) return rest;
  }
  return null;
}

/**
 * One letter left out, put in twice or swapped with its neighbour; in longer names also one
 * put in or exchanged. Numbers at the end are versions.
 */
/** Whether one of two names is the other with a letter wrong, missing, added or misplaced. */
export function isOneTypoAway(name: string, known: string): boolean {
  if (name.replace(/\d+$/, "") === known.replace(/\d+$/, "")) return false;
  const start = commonStart(name, known);
  const end = commonEnd(name.slice(start), known.slice(start));
  const left = name.slice(start, name.length - end);
  const right = known.slice(start, known.length - end);
  const long = known.length >= 7;
  if (left.length === 2 && right.length === 2) return left[0] === right[1] && left[1] === right[0];
  // The plural, or the singular, of a name is another name.
  const longer = left === "" ? known : name;
  if (`${left}${right}` === "s" && end === 0 && !longer.endsWith("ss")) return false;
  if (left === "" && right.length === 1) return long || known[start - 1] === right;
  if (right === "" && left.length === 1) return long || name[start - 1] === left;
  return long && left.length === 1 && right.length === 1 && start > 0;
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
}

function commonEnd(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[a.length - 1 - at] === b[b.length - 1 - at]) at += 1;
  return at;
}

/** `action/checkout` for `actions/checkout`: the owner decides whose code runs. */
function lookalikeOwner(name: string, { publishers }: KnownPackages): string | null {
  const owner = name.split("/")[0]?.toLowerCase() ?? "";
  if (publishers.has(owner) || name.startsWith("./")) return null;
  for (const each of publishers) {
    if (each.length < SHORTEST) continue;
    const plural = `${owner}s` === each || owner === `${each}s`;
    const joined = owner.replace(/[-_.]/g, "") === each.replace(/[-_.]/g, "");
    if (plural || joined || isOneTypoAway(owner, each))
      return name.toLowerCase().replace(owner, each);
  }
  return null;
}

/** Shorter words are near each other by chance. */
const SHORTEST_WORD = 6;

/**
 * `expres-rate-limiter` in a project that has `express`: a name of several words, one of which is
 * a known name mistyped. Without that package around, `signal` is a word and no `signale`.
 */
function mistypedWord(
  name: string,
  names: ReadonlySet<string>,
  own: readonly string[],
): string | null {
  const words = name.split(/[-_./@]+/).filter((each) => each.length >= SHORTEST_WORD);
  if (!/[-_./]/.test(name)) return null;
  const known = own.filter((each) => each.length > SHORTEST_WORD && names.has(each));
  for (const word of words) {
    if (names.has(word)) continue;
    const found = known.find(
      (each) => each[0] === word[0] && !isInflected(word, each) && isOneTypoAway(word, each),
    );
    if (found !== undefined) return found;
  }
  return null;
}

/** `parsers` and `parser`, `compressed` and `compress`: forms of one word. */
function isInflected(word: string, known: string): boolean {
  return word.startsWith(known) || (known === `${word}s` && !known.endsWith("ss"));
}
