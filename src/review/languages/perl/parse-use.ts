import type { Expression, Statement } from "../../code/program.ts";
import { isDone, peek, spanFrom, takeMatch, takes } from "../cursor.ts";
import { assignAt, callAt, constantAt, nameAt, statementOf } from "../lowered.ts";
import { argumentsFrom } from "./arguments.ts";
import { skipSpace } from "./blanks.ts";
import type { Parser } from "./parser.ts";

/** `package Name;` and `package Name { … }`; null for anything else. */
export function parsePackage(parser: Parser): Statement[] | null {
  const { cursor, notes } = parser;
  const found = takeMatch(
    cursor,
    /(?:package|class|role)\s+([A-Za-z_][\w:']*)\s*(?:v?[\d._]+\s*)?(?::isa\(\s*([\w:]+)[^)]*\)\s*)?(?=[;{])/y,
  );
  if (found === null) return null;
  const name = (found[1] ?? "main").replaceAll("'", "::");
  if (found[2] !== undefined) parser.names.bases.set(name, [found[2]]);
  if (!takes(cursor, "{")) {
    takes(cursor, ";");
    notes.package = name;
    return [];
  }
  const around = notes.package;
  notes.package = name;
  const body = parser.statements("}");
  notes.package = around;
  return body;
}

/** Modules that only change how the text is read. */
const PRAGMA =
  /^(?:strict|warnings|utf8|feature|vars|integer|bytes|bigint|bignum|locale|diagnostics|experimental|mro|re|sigtrap|sort|subs|threads|open|overloading|autodie|autouse|less|filetest|if|version|v?\d.*|fields|attributes|encoding|charnames)$/;

/** What modules give to those that ask for nothing by name, where that is no API of its own. */
const GIVEN: ReadonlyMap<string, readonly string[]> = new Map([
  ["LWP::Simple", ["get", "head", "getprint", "getstore", "mirror"]],
]);

/** `use Module qw(names);`: the module runs first of all; null for anything else. */
export function parseUse(parser: Parser): Statement[] | null {
  const { cursor } = parser;
  const start = cursor.position;
  const found = takeMatch(
    cursor,
    /(use|no)\s+(v?\d[\w.]*|[A-Za-z_]\w*(?:(?:::|')\w+)*)(?=[\s;(]|$)(?!\s*(?:=>|,))/y,
  );
  if (found === null) return null;
  const [, word, written = ""] = found;
  const name = written.replaceAll("'", "::");
  skipSpace(parser);
  takeMatch(cursor, /v?\d[\w.]*(?=\s*[;\sq(])/y);
  skipSpace(parser);
  const given = peek(cursor) === ";" || isDone(cursor) ? null : parser.full();
  skipSpace(parser);
  takes(cursor, ";");
  const at = spanFrom(cursor, start);
  if (word === "no") return given === null ? [] : [statementOf(given)];
  return usedBy(parser, name, given, at);
}

function usedBy(
  parser: Parser,
  name: string,
  given: Expression | null,
  at: Expression["at"],
): Statement[] {
  const { names, notes } = parser;
  const items = given === null ? [] : argumentsFrom(parser, [given]).map(({ value }) => value);
  const words = items.flatMap((each) =>
    each.kind === "constant" && typeof each.value === "string" ? [each.value] : [],
  );
  switch (name) {
    case "constant":
      return given === null ? [] : constants(parser, given, items, at);
    case "parent":
    case "base": {
      const bases = words.filter((each) => !each.startsWith("-"));
      names.bases.set(notes.package, [...(names.bases.get(notes.package) ?? []), ...bases]);
      if (!words.includes("-norequire")) notes.uses.push(...bases.map((each) => loaded(each, at)));
      return [];
    }
    case "lib":
      return [statementOf(callAt("#lib", items, at))];
    default:
      for (const word of words)
        if (/^&?\w+$/.test(word)) names.imported.set(word.replace("&", ""), name);
      for (const word of given === null ? (GIVEN.get(name) ?? []) : [])
        names.imported.set(word, name);
      if (PRAGMA.test(name)) return given === null ? [] : [statementOf(given)];
      notes.uses.push(loaded(name, at));
      return given === null ? [] : [statementOf(given)];
  }
}

function loaded(name: string, at: Expression["at"]): Statement {
  const module = constantAt(name, at);
  return statementOf(
    assignAt(
      { kind: "name", name: `#use:${name}`, local: false },
      { kind: "import", module, at },
      at,
    ),
  );
}

/** `use constant NAME => value;` and `use constant { … };`. */
function constants(
  parser: Parser,
  given: Expression,
  items: readonly Expression[],
  at: Expression["at"],
): Statement[] {
  const { names, notes } = parser;
  const define = (key: Expression | null, value: Expression): Statement[] => {
    if (key?.kind !== "constant" || typeof key.value !== "string") return [statementOf(value)];
    names.constants.add(key.value);
    const around = notes.package;
    const all = around === "main" ? [key.value] : [key.value, `${around}::${key.value}`];
    const fresh = parser.fresh();
    const first = statementOf(assignAt({ kind: "name", name: fresh, local: false }, value, at));
    return [
      first,
      ...all.map((name) =>
        statementOf(assignAt({ kind: "name", name, local: false }, nameAt(fresh, at), at)),
      ),
    ];
  };
  if (given.kind === "record") return given.entries.flatMap(({ key, value }) => define(key, value));
  const [key = null, ...values] = items;
  const [first] = values;
  if (first === undefined) return [];
  return define(
    key,
    values.length === 1 ? first : { kind: "list", items: values.map((value) => ({ value })), at },
  );
}
