import type { OutlineTable } from "./outline-table.ts";
import type { Token } from "./tokens.ts";

/** What a file declares, found before it is read. */
export interface Outline {
  /** Names that stand right inside of a brace, by the place of the brace. */
  names: ReadonlyMap<number, ReadonlySet<string>>;
  /** The place of the bracket that closes one. */
  closes: ReadonlyMap<number, number>;
  /** Functions and classes outside of all others. */
  own: ReadonlySet<string>;
  /** Functions that are called on values of types of others. */
  extensions: readonly string[];
}

/** Looks once through the tokens for what every block declares. */
export function namesByBrace(tokens: readonly Token[], table: OutlineTable): Outline {
  const names = new Map<number, Set<string>>();
  const closes = new Map<number, number>();
  const own = new Set<string>();
  const extensions: string[] = [];
  const open: number[] = [];
  const top = new Set<string>();
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.kind === "text" || token.kind === "number") continue;
    if (/^[([{]$/.test(token.text)) {
      open.push(at);
      if (token.text === "{") names.set(at, new Set());
    } else if (/^[)\]}]$/.test(token.text)) {
      const from = open.pop();
      if (from !== undefined) closes.set(from, at);
    } else if (token.kind === "name") {
      const inside = open.at(-1);
      const block = inside === undefined ? top : names.get(inside);
      const found = block === undefined ? null : declaredAt(tokens, at, table);
      if (found === null || block === undefined) continue;
      block.add(found.name);
      if (inside === undefined && found.kind !== "variable") own.add(found.name);
      if (found.kind === "extension") extensions.push(found.name);
    }
  }
  return { names, closes, own, extensions };
}

/** Whether a word is written like a type: a class, or one of those that Java has built in. */
export function isTypeName(text: string): boolean {
  return /^(?:[A-Z]|(?:void|boolean|byte|char|short|int|long|float|double)$)/.test(text);
}

interface Found {
  name: string;
  kind: "variable" | "function" | "class" | "extension";
}

function declaredAt(tokens: readonly Token[], at: number, table: OutlineTable): Found | null {
  const text = tokens[at]?.text ?? "";
  const next = tokens[at + 1];
  const after = tokens[at + 2];
  if (next === undefined) return null;
  if (table.classes.has(text) && next.kind === "name") return { name: next.text, kind: "class" };
  if (table.functions.has(text)) {
    for (let ahead = 1; ahead < 16; ahead += 1) {
      const each = tokens[at + ahead];
      const sign = tokens[at + ahead + 1]?.text ?? "";
      if (
        each?.kind === "name" &&
        /^[(:={[]$/.test(sign) &&
        !/^[<,]$/.test(tokens[at + ahead - 1]?.text ?? "")
      ) {
        const extended = tokens[at + ahead - 1]?.text === ".";
        return {
          name: each.text,
          kind: extended ? "extension" : isVariable(text, sign, table) ? "variable" : "function",
        };
      }
      if (each === undefined || /^[(){};]$/.test(each.text)) return null;
    }
    return null;
  }
  if (table.variables.has(text) && next.kind === "name" && after?.kind !== "name")
    return { name: next.text, kind: "variable" };
  return table.typedNames ? typedAt(tokens, at, table) : null;
}

/** `def x = 1` of Groovy is a variable, that of Scala a function. */
function isVariable(word: string, sign: string, table: OutlineTable): boolean {
  return sign !== "(" && sign !== ":" && (table.variables.has(word) || !table.matches);
}

const NO_TYPE =
  /^(?:return|await|throw|new|else|case|import|in|is|as|package|part|export|library|assert|yield)$/;

/** `Type name = …`, `List<Type> name;`, `Type name(…)`: the name is here. */
function typedAt(tokens: readonly Token[], at: number, table: OutlineTable): Found | null {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (before === undefined || token === undefined) return null;
  const { kind, text } = before;
  const isType = kind === "name" && (!table.bareArguments || isTypeName(text));
  if (token.fresh && !table.semicolons) return null;
  if ((!isType || NO_TYPE.test(text)) && !/^(?:>+|\]|\?)$/.test(text)) return null;
  if (/^(?:in|is|as|extends|implements|with|on|show|hide)$/.test(token.text)) return null;
  if (after?.text === "(") return { name: token.text, kind: "function" };
  const ends = after === undefined || (after.fresh && !table.semicolons);
  return ends || /^[=;}]$/.test(after.text) ? { name: token.text, kind: "variable" } : null;
}
