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
          kind: extended ? "extension" : sign === "(" || sign === ":" ? "function" : "variable",
        };
      }
      if (each === undefined || /^[(){};]$/.test(each.text)) return null;
    }
    return null;
  }
  if (table.variables.has(text) && next.kind === "name" && after?.kind !== "name")
    return { name: next.text, kind: "variable" };
  const typed =
    table.typedNames &&
    next.kind === "name" &&
    !/^(?:return|await|throw|new|else|case|import|in|is|as|package)$/.test(text);
  if (!typed || /^(?:in|is|as|extends|implements|with|on|show|hide)$/.test(next.text)) return null;
  if (after?.text === "(") return { name: next.text, kind: "function" };
  return /^[=;]$/.test(after?.text ?? "") ? { name: next.text, kind: "variable" } : null;
}
