import type { Node } from "@vscode/tree-sitter-wasm";
import type { Reading, Statement } from "../../code/program.ts";
import type { Grammars } from "../grammars.ts";
import type { Language } from "../language.ts";
import { SHELL_FILTERS, SHELL_FOLDS } from "./folds.ts";
import { basename, lowerRun } from "./lower-command.ts";
import { lowerWord, spanOf, textAt } from "./words.ts";

/** POSIX shell and bash, also where they stand inside other files. */
export const SHELL: Language = {
  name: "shell",
  extensions: ["sh", "bash", "zsh", "ksh", "bats", "envrc"],
  interpreters: ["sh", "bash", "zsh", "dash", "ksh", "ash"],
  read: readShell,
  traits: {
    name: "shell",
    globals: [],
    folds: SHELL_FOLDS,
    filters: SHELL_FILTERS,
    free: (name) => (name.startsWith("$") ? `env.${name.slice(1)}` : name),
    callText: (text) => (/^[\w.+/@~-]+$/.test(text) ? commandName(text) : null),
    operate: () => null,
    module: (name) => ({ api: name, file: name }),
  },
};

/** A path that is run keeps its folder: it is a file, not a program of the system. */
function commandName(text: string): string {
  return text.includes("/") && !/^\/(?:usr\/|opt\/homebrew\/)?(?:local\/)?s?bin\//.test(text)
    ? `path:${text}`
    : basename(text);
}

function readShell(text: string, grammars: Grammars, limit: number): Reading {
  return grammars.shell(text, (root) => {
    const depth = { left: limit };
    return { program: { body: lowerAll(root.namedChildren, depth) }, recovered: root.hasError };
  });
}

interface Depth {
  left: number;
}

function deeper<T>(depth: Depth, run: () => T): T {
  if (depth.left <= 0) throw new RangeError("nests too deep");
  depth.left -= 1;
  const out = run();
  depth.left += 1;
  return out;
}

function lowerAll(nodes: readonly (Node | null)[], depth: Depth): Statement[] {
  return nodes.flatMap((node) =>
    node === null ? [] : deeper(depth, () => lowerStatement(node, depth)),
  );
}

function lowerStatement(node: Node, depth: Depth): Statement[] {
  const at = spanOf(node);
  const children = (): Statement[] => lowerAll(node.namedChildren, depth);
  switch (node.type) {
    case "comment":
    case "heredoc_body":
      return [];
    case "function_definition":
      return [lowerFunction(node, depth)];
    case "if_statement":
    case "case_statement":
    case "elif_clause":
    case "else_clause":
    case "case_item":
      return [{ kind: "branch", test: null, bodies: [children()], at }];
    case "while_statement":
    case "c_style_for_statement":
      return [{ kind: "branch", test: null, bodies: [children()], at }];
    case "for_statement":
      return [lowerFor(node, depth)];
    case "compound_statement":
    case "do_group":
    case "list":
    case "negated_command":
    case "subshell":
    case "program":
    case "ERROR":
      return children();
    default:
      return [{ kind: "expression", value: lowerRun(node, (run) => deeper(depth, run)), at }];
  }
}

function lowerFunction(node: Node, depth: Depth): Statement {
  const at = spanOf(node);
  const body = node.childForFieldName("body");
  const name = node.childForFieldName("name")?.text ?? "";
  const lowered = body === null ? [] : lowerStatement(body, depth);
  return {
    kind: "function",
    function: {
      name,
      parameters: ["$1", "$2", "$3", "$4", "$5"],
      defaults: [],
      rest: false,
      self: null,
      body: lowered,
      at,
    },
    at,
  };
}

function lowerFor(node: Node, depth: Depth): Statement {
  const at = spanOf(node);
  const name = node.childForFieldName("variable")?.text ?? "";
  const words = node.childrenForFieldName("value").filter((each) => each !== null);
  const items = words.map((word) => ({
    value: lowerWord(word, (each) => lowerRun(each, (run) => deeper(depth, run))),
  }));
  const body = node.childForFieldName("body");
  return {
    kind: "loop",
    test: null,
    update: null,
    each: {
      target: { kind: "name", name: `$${name}`, local: false },
      of: items.length === 0 ? textAt("", at) : { kind: "list", items, at },
      keys: false,
    },
    body: body === null ? [] : lowerStatement(body, depth),
    at,
  };
}
