import { readFile } from "node:fs/promises";
import { join } from "node:path";
import treeSitter from "@vscode/tree-sitter-wasm";

/** The tree-sitter grammars in use, by language. */
export const GRAMMAR_FILES = {
  shell: "tree-sitter-bash.wasm",
  python: "tree-sitter-python.wasm",
  php: "tree-sitter-php.wasm",
  ruby: "tree-sitter-ruby.wasm",
  java: "tree-sitter-java.wasm",
  go: "tree-sitter-go.wasm",
  csharp: "tree-sitter-c-sharp.wasm",
  rust: "tree-sitter-rust.wasm",
} as const;

/** Parses a text and hands its tree to `use`; the tree is freed afterwards, always. */
export type ParseTree = <T>(text: string, use: (root: treeSitter.Node) => T) => T;

export type Grammars = Readonly<Record<keyof typeof GRAMMAR_FILES, ParseTree>>;

/** Loads every grammar from the project's packages. */
export async function loadGrammars(root: string): Promise<Grammars> {
  await treeSitter.Parser.init();
  const folder = join(root, "node_modules", "@vscode", "tree-sitter-wasm", "wasm");
  const named = Object.entries(GRAMMAR_FILES).map(
    async ([name, file]) => [name, await loadGrammar(join(folder, file))] as const,
  );
  // The entries are those of the table, name by name.
  return Object.fromEntries(await Promise.all(named)) as Grammars;
}

async function loadGrammar(path: string): Promise<ParseTree> {
  const language = await treeSitter.Language.load(await readFile(path));
  const parser = new treeSitter.Parser();
  parser.setLanguage(language);
  return (text, use) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error("failed to parse: the parser gave up");
    try {
      return use(tree.rootNode);
    } finally {
      // The WASM heap is not collected: a tree that is not deleted is lost memory.
      tree.delete();
    }
  };
}
