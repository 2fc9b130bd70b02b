import { readFile } from "node:fs/promises";
import { join } from "node:path";
import treeSitter from "@vscode/tree-sitter-wasm";

/** The tree-sitter grammars in use, by language. */
export const GRAMMAR_FILES = {
  c: "tree-sitter-cpp.wasm",
  shell: "tree-sitter-bash.wasm",
  python: "tree-sitter-python.wasm",
  php: "tree-sitter-php.wasm",
  ruby: "tree-sitter-ruby.wasm",
  java: "tree-sitter-java.wasm",
  go: "tree-sitter-go.wasm",
  csharp: "tree-sitter-c-sharp.wasm",
  rust: "tree-sitter-rust.wasm",
} as const;

/**
 * Parses a text and hands its tree to `use`; the tree is freed afterwards, always. Throws a
 * RangeError for text that a parser needs many times the usual time for: getting over errors
 * may take minutes, and the other files of the change need to be read as well. All grammars
 * share their memory; text that breaks it leaves none that can be trusted, and from then on
 * every text is refused. Other parsers, such as that of JavaScript, go on.
 */
export type ParseTree = <T>(text: string, use: (root: treeSitter.Node) => T) => T;

export type Grammars = Readonly<Record<keyof typeof GRAMMAR_FILES, ParseTree>>;

/** Loads every grammar from the project's packages. */
export async function loadGrammars(root: string): Promise<Grammars> {
  await treeSitter.Parser.init();
  const folder = join(root, "node_modules", "@vscode", "tree-sitter-wasm", "wasm");
  const memory = { broken: false };
  const named = Object.entries(GRAMMAR_FILES).map(
    async ([name, file]) => [name, await loadGrammar(join(folder, file), memory)] as const,
  );
  // The entries are those of the table, name by name.
  return Object.fromEntries(await Promise.all(named)) as Grammars;
}

async function loadGrammar(path: string, memory: { broken: boolean }): Promise<ParseTree> {
  const language = await treeSitter.Language.load(await readFile(path));
  const parser = new treeSitter.Parser();
  parser.setLanguage(language);
  return (text, use) => {
    if (memory.broken) throw new RangeError(BROKEN);
    try {
      return parseTree(parser, text, use);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "RuntimeError") throw error;
      // The parser ran into the end of its memory, or out of it: it says nothing true any more.
      memory.broken = true;
      throw new RangeError(BROKEN, { cause: error });
    }
  };
}

function parseTree<T>(
  parser: treeSitter.Parser,
  text: string,
  use: (root: treeSitter.Node) => T,
): T {
  const tree = parser.parse(text, null, { progressCallback: outOfTime(text) });
  if (tree === null) {
    // It would go on with this text where it stopped.
    parser.reset();
    throw new RangeError("nests deeper than can be parsed in time");
  }
  try {
    return use(tree.rootNode);
  } finally {
    // The WASM heap is not collected: a tree that is not deleted is lost memory.
    tree.delete();
  }
}

/** What is thrown for the text that broke the parsers of this process, and for all after it. */
export const BROKEN = "nests deeper than the memory of the parser";

/** Processor time of a parse: ordinary code takes 2 to 3 ms a kilobyte. */
const PARSE_MILLISECONDS = 4000;
const PARSE_MILLISECONDS_PER_KILOBYTE = 10;

/** Says, whenever the parser asks, whether it is to stop. */
function outOfTime(text: string): () => boolean {
  const most = PARSE_MILLISECONDS + (PARSE_MILLISECONDS_PER_KILOBYTE * text.length) / 1024;
  const began = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(began);
    return (user + system) / 1000 > most;
  };
}
