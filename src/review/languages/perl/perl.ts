import type { Expression, Reading, Statement } from "../../code/program.ts";
import { createCursor, type Cursor } from "../cursor.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { assignAt, callAt, constantAt, nameAt, statementOf } from "../lowered.ts";
import { apiOf, classOf } from "./apis.ts";
import { PERL_FOLDS } from "./folds.ts";
import { namesIn, type Names } from "./names.ts";
import { operatePerl } from "./operate.ts";
import { parseFull, parseItem, parseList, parseOperand } from "./parse-expression.ts";
import { parseStatements } from "./parse-statement.ts";
import { parseSub } from "./parse-sub.ts";
import { createNotes, notesWithin, type Notes, type Parser } from "./parser.ts";
import { modulesIn } from "./skim.ts";

/**
 * Perl 5. Its text is read by a parser of its own: what a sign means depends on what stands
 * before it, and a text with errors must be read on behind each of them.
 */
export const PERL: Language = {
  name: "perl",
  extensions: ["pl", "pm", "t", "PL", "plx", "psgi", "perl", "cgi", "al"],
  names: ["cpanfile", "Makefile.PL", "Build.PL"],
  interpreters: ["perl", "perl5"],
  skim: modulesIn,
  read: readPerl,
  traits: {
    name: "perl",
    globals: [],
    folds: PERL_FOLDS,
    free: apiOf,
    callText: (text) => (/^(?:\w|::)+$/.test(text) ? apiOf(text) : null),
    classText: classOf,
    operate: operatePerl,
    module: moduleOf,
    includes: true,
    receiverFirst: true,
    argumentsName: "@ARGV",
  },
};

/** `Foo::Bar` is the file Foo/Bar.pm, and anything else a path. */
function moduleOf(name: string): { api: string; file: string | null } {
  if (/^\w+(?:(?:::|')\w+)*$/.test(name)) {
    return { api: name.replaceAll("::", "."), file: `${name.replace(/::|'/g, "/")}.pm` };
  }
  return { api: name, file: name.includes("://") || name.startsWith("/") ? null : name };
}

function readPerl(text: string, _: Grammars, limit: number): Reading {
  const cursor = createCursor(text.replace(/\r\n?/g, "\n"), limit);
  const parser = createParser(cursor, namesIn(cursor.text), createNotes());
  const body = parser.statements("");
  const { uses } = parser.notes;
  return {
    program: { body: [...uses, ...packagesOf(parser), ...body, ...started(parser)] },
    recovered: cursor.recovered,
  };
}

function createParser(cursor: Cursor, names: Names, notes: Notes): Parser {
  const parser: Parser = {
    cursor,
    names,
    notes,
    full: () => parseFull(parser),
    list: () => parseList(parser),
    item: () => parseItem(parser),
    operand: () => parseOperand(parser),
    statements: (close) => parseStatements(parser, close),
    sub: (name, start) => parseSub(parser, name, start),
    inside: (text, at) => {
      const inner = createCursor(text, cursor.limit, at);
      inner.depth = cursor.depth + 1;
      if (inner.depth > inner.limit) throw new RangeError(`nests deeper than ${inner.limit}`);
      return createParser(inner, names, notesWithin(notes));
    },
    fresh: () => `#${(notes.made.count += 1)}`,
  };
  return parser;
}

/** Packages are records of their functions, with those of what they are made from. */
function packagesOf({ notes, names }: Parser): Statement[] {
  const at = { line: 1, endLine: 1 };
  const out: Statement[] = [];
  const all = new Set([...notes.methods.keys(), ...names.bases.keys()]);
  for (const name of all) {
    const bases = (names.bases.get(name) ?? []).map((base) => ({
      key: null,
      value: nameAt(`${base}::`, at),
    }));
    const own = [...(notes.methods.get(name) ?? [])].map(([short, full]) => ({
      key: constantAt(short, at),
      value: nameAt(full, at),
    }));
    const value: Expression = { kind: "record", entries: [...bases, ...own], at };
    out.push(statementOf(assignAt({ kind: "name", name: `${name}::`, local: false }, value, at)));
    for (const [short, full] of notes.methods.get(name) ?? []) {
      if (short === full || !names.exported.has(short)) continue;
      out.push(
        statementOf(assignAt({ kind: "name", name: short, local: false }, nameAt(full, at), at)),
      );
    }
  }
  return out;
}

/** `import` runs when somebody uses the package; what is called and not there, `AUTOLOAD` gets. */
function started({ notes }: Parser): Statement[] {
  return [...notes.methods].flatMap(([owner, own]) =>
    [...own].flatMap(([short, full]): Statement[] => {
      if (short !== "import" && short !== "AUTOLOAD") return [];
      const at = { line: 1, endLine: 1 };
      return [statementOf(callAt(full, [nameAt(`${owner}::`, at)], at))];
    }),
  );
}
