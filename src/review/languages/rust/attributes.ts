import { child, parts, type SyntaxNode } from "../syntax.ts";

/** Last words of attributes whose function something calls by itself. */
const STARTING: ReadonlySet<string> = new Set([
  "test",
  "bench",
  "rstest",
  "test_case",
  "wasm_bindgen_test",
  "quickcheck",
  "ctor",
  "dtor",
  "proc_macro",
  "proc_macro_derive",
  "proc_macro_attribute",
  "main",
  "pymodule",
  "init",
  "link_section",
  "cargo_test",
]);

/** Functions that the loader of a library calls. */
const LOADED: ReadonlySet<string> = new Set(["main", "DllMain", "JNI_OnLoad", "_start", "wmain"]);

/**
 * Whether something calls a function by itself: as a program's beginning, as a test, when the
 * library is loaded, or while what uses the macro is compiled.
 */
export function isStarted(name: string, attributes: readonly SyntaxNode[]): boolean {
  return (
    LOADED.has(name) ||
    attributes.some((each) => attributeWords(each).some((word) => STARTING.has(word)))
  );
}

/** The last word of an attribute, and those of attributes that `cfg_attr` gives. */
function attributeWords(node: SyntaxNode): string[] {
  const [attribute] = parts(node);
  if (attribute === undefined) return [];
  const [path] = parts(attribute);
  const name = path === undefined ? "" : (child(path, "name")?.text ?? path.text);
  if (name === "unsafe" || name === "cfg_attr") {
    const args = child(attribute, "arguments");
    return args === null ? [] : parts(args).map((each) => each.text);
  }
  return [name];
}
