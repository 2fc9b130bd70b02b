import { type Idioms, IDIOMS } from "./idioms.ts";
import { withLiterals } from "./literals.ts";

/** One program to be rewritten; what is answered stands in its place, beside `more` files. */
export interface Program {
  path: string;
  text: string;
  language: string;
}
export interface Rewritten {
  text: string;
  more?: { name: string; text: string };
}
/** A rewriting that leaves the meaning; null where it does not apply. */
export type Rewrite = (program: Program) => Rewritten | null;

/** All rewrites by name, in the order of the table. */
export const REWRITES: Readonly<Record<string, Rewrite>> = {
  "other names": (program) => renamed(program),
  "aliased calls": (program) => aliased(program),
  "split text": (program) => split(program),
  base64: (program) => encoded(program, "base64", (text) => Buffer.from(text).toString("base64")),
  hex: (program) => encoded(program, "hex", (text) => Buffer.from(text).toString("hex")),
  "base64 of base64": (program) => twice(program),
  "character codes": (program) => coded(program),
  reversed: (program) => reversed(program),
  "joined pieces": (program) => joined(program),
  "staged in a table": (program) => staged(program),
  "in a function": ({ text, language }) => whole(IDIOMS[language]?.inFunction?.(text) ?? null),
  guarded: ({ text, language }) => whole(IDIOMS[language]?.guarded?.(text) ?? null),
  "second file": (program) => moved(program),
  "several at once": (program) => several(program),
};

function whole(text: string | null): Rewritten | null {
  return text === null ? null : { text };
}

/** Every name that the program gives itself becomes another, unless a text or a key has it too. */
function renamed({ text, language }: Program): Rewritten | null {
  const { names } = IDIOMS[language] ?? {};
  if (names === undefined) return null;
  const found = new Set([...text.matchAll(names)].map(([, name = ""]) => name));
  let out = text;
  let count = 0;
  for (const name of found) {
    const isKey = new RegExp(
      `\\b${name}\\b\\s*(?::|=[^=> ]|=>)|[{,.:]\\s*\\$?${name}\\b\\s*[,}(=]|["'\\\`%/-]${name}\\b|\\b${name}["'\\\`/-]`,
    );
    if (language !== "shell" && isKey.test(text)) continue;
    count += 1;
    out = out.replace(new RegExp(`(?<![.\\w/-])${name}\\b`, "g"), `zq${count}`);
  }
  return count === 0 ? null : whole(out);
}

function aliased({ text, language }: Program): Rewritten | null {
  const aliases = IDIOMS[language]?.aliases ?? [];
  const out = aliases.reduce((sofar, [pattern, by]) => sofar.replace(pattern, by), text);
  return out === text ? null : whole(out);
}

function split({ text, language }: Program): Rewritten | null {
  const { concatenate } = IDIOMS[language] ?? {};
  if (language === "shell")
    return shellWords(text, (word) => `${word.slice(0, 3)}""${word.slice(3)}`);
  if (concatenate === undefined) return null;
  return whole(
    withLiterals(text, language, ({ value }) => {
      const middle = Math.floor(value.length / 2);
      return concatenate(value.slice(0, middle), value.slice(middle));
    }),
  );
}

function encoded(
  { text, language }: Program,
  codec: "base64" | "hex",
  encode: (text: string) => string,
): Rewritten | null {
  const decode = IDIOMS[language]?.[codec];
  if (language === "shell" && codec === "base64") {
    return shellWords(text, (word) => `$(echo ${encode(word)} | base64 -d)`);
  }
  if (decode === undefined) return null;
  return whole(withLiterals(text, language, ({ value }) => decode(encode(value))));
}

function twice({ text, language }: Program): Rewritten | null {
  const decode = IDIOMS[language]?.base64;
  if (decode === undefined || language === "powershell") return null;
  const encode = (value: string) => Buffer.from(value).toString("base64");
  return whole(
    withLiterals(text, language, ({ value }) => {
      const inner = encode(encode(value));
      return decode(inner).replace(/(["'])[A-Za-z0-9+/=]{8,}\1/, (literal) =>
        decode(literal.slice(1, -1)),
      );
    }),
  );
}

function reversed({ text, language }: Program): Rewritten | null {
  const by = IDIOMS[language]?.reversed;
  if (by === undefined) return null;
  const backwards = (value: string) => [...value].reverse().join("");
  return whole(withLiterals(text, language, ({ value }) => by(backwards(value))));
}

function joined({ text, language }: Program): Rewritten | null {
  const by = IDIOMS[language]?.joined;
  if (by === undefined) return null;
  const out = withLiterals(text, language, ({ value }) => by(value.match(/.{1,4}/g) ?? []));
  if (out === null || language !== "go" || /"strings"/.test(text)) return whole(out);
  return whole(out.replace(/^package \w+\n/m, '$&\nimport "strings"\n'));
}

/** Other names, split constants, aliased calls, a function around all and a guard around that. */
function several(program: Program): Rewritten | null {
  const names = ["other names", "split text", "aliased calls", "in a function", "guarded"];
  let { text } = program;
  let count = 0;
  for (const name of names) {
    const next = REWRITES[name]?.({ ...program, text }) ?? null;
    if (next === null) continue;
    ({ text } = next);
    count += 1;
  }
  return count < 3 ? null : { text };
}

function coded({ text, language }: Program): Rewritten | null {
  const codes = IDIOMS[language]?.codes;
  if (codes === undefined) return null;
  const by = (value: string) => codes([...Buffer.from(value)]);
  return whole(withLiterals(text, language, ({ value }) => by(value)));
}

/** Addresses go to a table at the top; other constants stay where they are. */
function staged({ text, language }: Program): Rewritten | null {
  if (language === "shell") return stagedInShell(text);
  const form = IDIOMS[language]?.staged;
  if (form === undefined) return null;
  const declared: string[] = [];
  const out = withLiterals(text, language, ({ value }) => {
    if (!/:\/\/|^[\w-]+(?:\.[\w-]+)+(?:\/|$)/.test(value)) return null;
    declared.push(form.declare(value, declared.length));
    return form.use(declared.length - 1);
  });
  return out === null ? null : whole(onTop(out, declared.join(""), language));
}

function onTop(text: string, lines: string, language: string): string {
  const first =
    language === "php" ? /^(?:#![^\n]*\n)?<\?php\s*(?:namespace [^;]*;\s*)?/ : /^#![^\n]*\n/;
  const head = first.exec(text)?.[0] ?? "";
  return `${head}${head === "" || head.endsWith("\n") ? "" : "\n"}${lines}${text.slice(head.length)}`;
}

/** Addresses in shell that stand alone or between double quotes. */
const ADDRESS = /(?<=[\s"=])https?:\/\/[\w./:-]+(?=["\s)|;])/g;

function shellWords(text: string, by: (word: string) => string): Rewritten | null {
  const out = text.replace(/^[^'#\n]*$/gm, (line) => line.replace(ADDRESS, by));
  return out === text ? null : whole(out);
}

function stagedInShell(text: string): Rewritten | null {
  const declared: string[] = [];
  const out = shellWords(text, (word) => {
    declared.push(`STAGED${declared.length}="${word}"\n`);
    return `\${STAGED${declared.length - 1}}`;
  });
  return out === null ? null : whole(onTop(out.text, declared.join(""), "shell"));
}

function moved({ path, text, language }: Program): Rewritten | null {
  const loads: Idioms["loads"] = IDIOMS[language]?.loads;
  const part = loads?.(path, text) ?? null;
  return part === null ? null : { text: part.loader, more: { name: part.name, text } };
}
