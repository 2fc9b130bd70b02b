import { child, parts, type SyntaxNode } from "../syntax.ts";

/** What the imports of a file say about the names in it. */
export interface Imports {
  /** The package of the file; "" for none. */
  package: string;
  /** Full names of imported classes by their simple name. */
  classes: ReadonlyMap<string, string>;
  /** Classes of statically imported members by the member's name. */
  members: ReadonlyMap<string, string>;
  /** Classes all of whose static members were imported. */
  memberClasses: readonly string[];
}

/** Packages of libraries that the vocabulary knows; their classes go by their simple names. */
const LIBRARIES =
  /^(?:java|javax|jakarta|jdk|sun|com\.sun|groovy|org\.codehaus\.groovy|okhttp3|com\.squareup\.okhttp|org\.apache|org\.springframework|kong\.unirest|com\.mashape|org\.jsoup|com\.google\.common|com\.google\.api\.client|org\.asynchttpclient|com\.ning|io\.netty|io\.vertx|org\.zeroturnaround|org\.junit|junit|org\.testng|bsh|org\.mozilla\.javascript|org\.mvel2|ognl|javassist|net\.bytebuddy|com\.jcraft|org\.python|delight|clojure|com\.github\.kevinsawicki|us\.codecraft|retrofit2|com\.amazonaws|software\.amazon|net\.dv8tion|org\.telegram|javapns|org\.xbill|com\.sun\.jna|org\.bouncycastle|net\.lingala|org\.yaml|com\.thoughtworks|com\.alibaba\.fastjson|cn\.hutool|org\.gradle|org\.openqa|io\.restassured|feign|com\.zaxxer|lombok)\./;

/** Reads package and imports at the top of a file. */
export function importsOf(tree: SyntaxNode): Imports {
  const classes = new Map<string, string>();
  const members = new Map<string, string>();
  const memberClasses: string[] = [];
  let own = "";
  for (const node of parts(tree)) {
    const [name] = parts(node).filter((each) => /identifier$/.test(each.type));
    if (name === undefined) continue;
    const full = name.text.replace(/\s+/g, "");
    if (node.type === "package_declaration") own = full;
    if (node.type !== "import_declaration") continue;
    const isStatic = node.children.some((each) => each.type === "static");
    const all = node.children.some((each) => each.type === "asterisk");
    const last = full.slice(full.lastIndexOf(".") + 1);
    if (!isStatic && !all) classes.set(last, full);
    else if (isStatic && all) memberClasses.push(full);
    else if (isStatic) members.set(last, full.slice(0, -last.length - 1));
  }
  return { package: own, classes, members, memberClasses };
}

/**
 * The name under which the vocabulary knows a class: `Map.Entry`, `Runtime`. Classes of
 * packages that it does not know keep their full name, so that they are not taken for others.
 */
export function usualClass(name: string, imports: Imports): string {
  const [head = "", ...rest] = name.split(".");
  const imported = imports.classes.get(head);
  const full = imported === undefined ? name : [imported, ...rest].join(".");
  if (!/^[a-z]/.test(full)) return full;
  return LIBRARIES.test(full) ? full.replace(/^(?:[a-z_]\w*\.)+(?=[A-Z])/, "") : full;
}

/** The class that a type names, without arguments, dimensions and annotations. */
export function plainType(node: SyntaxNode | null): string {
  if (node === null) return "";
  if (node.type === "array_type") return `${plainType(child(node, "element"))}[]`;
  if (node.type === "generic_type" || node.type === "annotated_type") {
    return plainType(parts(node).find((each) => /type|identifier/.test(each.type)) ?? null);
  }
  return node.text.slice(0, 300).replace(/<[^>]*>|\s+/g, "");
}
