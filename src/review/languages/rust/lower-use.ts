import type { Expression, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { constantAt, memberAt, nameAt } from "../lowered.ts";
import { letAt, type Lowering } from "./lowering.ts";

/** What a glob import of a library brings that matters to anybody. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  std: ["process", "env", "fs", "net", "io", "path", "mem", "thread", "ffi"],
  "std.process": ["Command", "Stdio", "exit"],
  "std.env": ["var", "var_os", "vars", "vars_os", "home_dir", "temp_dir", "current_exe"],
  "std.fs": [
    "File",
    "OpenOptions",
    "read",
    "read_to_string",
    "write",
    "copy",
    "rename",
    "remove_file",
    "remove_dir_all",
    "set_permissions",
  ],
  "std.net": ["TcpStream", "UdpSocket", "TcpListener"],
  "std.os.unix.net": ["UnixStream"],
  "std.path": ["Path", "PathBuf"],
  "tokio.net": ["TcpStream", "UdpSocket", "TcpListener"],
  "tokio.process": ["Command"],
  reqwest: ["blocking", "Client", "get"],
  "reqwest.blocking": ["Client", "get"],
  libc: [
    "system",
    "execve",
    "execv",
    "execvp",
    "execl",
    "dup2",
    "socket",
    "connect",
    "dlopen",
    "mmap",
    "mprotect",
    "popen",
    "fork",
    "getenv",
  ],
  "nix.unistd": ["dup2", "execve", "execv", "execvp", "fork"],
  base64: ["decode", "encode"],
  "base64.prelude": ["BASE64_STANDARD", "BASE64_URL_SAFE", "BASE64_STANDARD_NO_PAD"],
  hex: ["decode", "encode"],
};

/** `use a::b as c` gives c what `a::b` is; what the file defines itself is found without. */
export function lowerUse(node: SyntaxNode, to: Lowering): Statement[] {
  if (node.type === "extern_crate_declaration") {
    const name = child(node, "name")?.text ?? "";
    const alias = child(node, "alias")?.text ?? name;
    return alias === name ? [] : [letAt(alias, nameAt(name, node.at), node.at)];
  }
  const argument = child(node, "argument");
  return argument === null ? [] : imported(argument, [], to);
}

function imported(node: SyntaxNode, before: readonly string[], to: Lowering): Statement[] {
  switch (node.type) {
    case "scoped_use_list": {
      const path = [...before, ...wordsOf(child(node, "path"))];
      const list = child(node, "list");
      return list === null ? [] : parts(list).flatMap((each) => imported(each, path, to));
    }
    case "use_list":
      return parts(node).flatMap((each) => imported(each, before, to));
    case "use_as_clause": {
      const path = [...before, ...wordsOf(child(node, "path"))].filter((each) => each !== "self");
      const alias = child(node, "alias")?.text ?? "_";
      return alias === "_" ? [] : given(alias, path, node, to);
    }
    case "use_wildcard": {
      const path = [...before, ...wordsOf(parts(node)[0] ?? null)];
      const members = MEMBERS[path.join(".")] ?? [];
      return members.flatMap((each) => given(each, [...path, each], node, to));
    }
    default: {
      const path = [...before, ...wordsOf(node)].filter(
        (each, index) => each !== "self" || index === 0,
      );
      return given(path.at(-1) ?? "_", path, node, to);
    }
  }
}

function given(name: string, path: readonly string[], node: SyntaxNode, to: Lowering): Statement[] {
  const value = pathValue(path, node.at, to);
  // A name that stands for itself would hide what the file defines under it.
  const itself = value.kind === "name" && value.name === name;
  return itself || value.kind === "opaque" ? [] : [letAt(name, value, node.at)];
}

/** The words of a path, type arguments left out. */
export function wordsOf(node: SyntaxNode | null): string[] {
  const words: string[] = [];
  let at = node;
  while (at !== null) {
    const name = child(at, "name");
    if (name === null || !/^scoped_/.test(at.type)) {
      const inner = child(at, "type") ?? child(at, "function");
      if (/^generic_/.test(at.type) && inner !== null) {
        at = inner;
        continue;
      }
      words.unshift(at.text.replace(/^r#/, ""));
      break;
    }
    words.unshift(name.text.replace(/^r#/, ""));
    at = child(at, "path");
  }
  return words;
}

/** What a path leads to: something of this file, of a library, or nobody knows what. */
export function pathValue(
  words: readonly string[],
  at: SyntaxNode["at"],
  to: Lowering,
): Expression {
  if (words.length === 1 && words[0] === "self") return nameAt("self", at);
  const local = /^(?:crate|super|self)$/.test(words[0] ?? "");
  const path = [...words];
  while (/^(?:crate|super|self)$/.test(path[0] ?? "")) path.shift();
  const [first, ...rest] = path;
  if (first === undefined) return { kind: "opaque", parts: [], at };
  if (local && !to.declared.has(first) && !/^(?:crate|super)$/.test(words[0] ?? ""))
    return { kind: "opaque", parts: [], at };
  const start: Expression =
    local && !to.declared.has(first)
      ? { kind: "import", module: constantAt(`mod ${first}`, at), at }
      : nameAt(first === "Self" ? "self" : first, at);
  return rest.reduce<Expression>((before, each) => memberAt(before, each, at), start);
}
