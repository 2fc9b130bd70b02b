import type { Expression, Statement } from "../../code/program.ts";
import { assignTo, constantAt, nameAt, statementOf } from "../lowered.ts";
import { type Reader } from "./reader.ts";

/** `import a.b.C as D`, `import a.b.{C, D => E}`, `import 'x.dart' as p show Q`. */
export function readImport(reader: Reader): Statement[] {
  const token = reader.take();
  const at = reader.span(token);
  reader.accept("static");
  if (reader.peek().kind === "text") return readFileImport(reader, at);
  if (token.text !== "import") {
    while (reader.peek().kind !== "end" && !reader.peek().fresh) reader.take();
    return [];
  }
  const words: string[] = [];
  while (reader.peek().kind === "name" && !(reader.peek().fresh && words.length > 0)) {
    words.push(reader.take().text);
    if (!reader.accept(".")) break;
  }
  if (reader.is("{")) return readSelection(words.join("."), reader);
  const path = words.join(".");
  const all = reader.accept("*") || words.at(-1) === "_";
  const alias = reader.accept("as") ? reader.take().text : (words.at(-1) ?? "");
  reader.accept(";");
  if (all || path === "") return [];
  reader.imports.set(alias, path);
  const module: Expression = { kind: "import", module: constantAt(path, at), at };
  // A library's class goes by its usual name; one of the repository by the name it has here.
  if (reader.table.usual(alias, reader.imports) !== path) return [];
  reader.declare(alias);
  return [statementOf(assignTo(nameAt(alias, at), module, at, true))];
}

function readSelection(path: string, reader: Reader): Statement[] {
  reader.take();
  while (!reader.is("}") && reader.peek().kind !== "end") {
    const name = reader.take().text;
    const renamed = reader.accept("=>") || reader.accept("as") ? reader.take().text : name;
    if (/^\w+$/.test(name)) reader.imports.set(renamed, `${path}.${name}`);
    reader.accept(",");
  }
  reader.accept("}");
  return [];
}

/** Modules that are named by a text: those of Dart. */
function readFileImport(reader: Reader, at: Expression["at"]): Statement[] {
  const module = reader.expression(20);
  let alias: string | null = null;
  while (!reader.is(";") && reader.peek().kind !== "end") {
    const { text } = reader.take();
    if (text === "as" && reader.peek().kind === "name") alias = reader.take().text;
  }
  reader.accept(";");
  const loaded: Expression = { kind: "import", module, at };
  if (alias === null) return [statementOf(loaded)];
  reader.declare(alias);
  return [statementOf(assignTo(nameAt(alias, at), loaded, at, true))];
}
