import type { Argument, Expression } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, memberAt, opaqueAt } from "../lowered.ts";
import { isBuffer, recordOf } from "./declared-value.ts";
import { declaredType } from "./declared-types.ts";
import { plainType, type Lowering } from "./lowering.ts";

/** `T{a: 1}`, `[]T{…}`, `map[K]V{…}` and what is nested in them without a type of its own. */
export function lowerComposite(node: SyntaxNode, to: Lowering): Expression {
  const body = child(node, "body");
  const type = child(node, "type");
  if (body === null) return opaqueAt([], node.at);
  if (isBuffer(type)) return callAt("#buffer", [], node.at);
  return programRecord(type, body, to) ?? literal(type, body, to);
}

function literal(given: SyntaxNode | null, body: SyntaxNode, to: Lowering): Expression {
  const { at } = body;
  const type = plainType(given);
  const elements = parts(body);
  if (type !== null && /^(?:slice|array|implicit_length_array)_type$/.test(type.type)) {
    return { kind: "list", items: itemsOf(type, elements, to), at };
  }
  if (type?.type === "map_type") {
    const entries = elements.flatMap((each) => {
      const [key, value] = pair(each);
      if (key === null || value === null) return [];
      return [
        {
          key: element(child(type, "key"), key, to),
          value: element(child(type, "value"), value, to),
        },
      ];
    });
    return { kind: "record", entries, at };
  }
  const entries = fieldsOf(type, elements, to);
  const made = type === null ? null : recordOf(type, entries, at, to);
  return made ?? { kind: "record", entries, at };
}

function itemsOf(type: SyntaxNode, elements: readonly SyntaxNode[], to: Lowering): Argument[] {
  const of = child(type, "element");
  return elements.flatMap((each) => {
    const [key, value] = pair(each);
    const item = value ?? key;
    return item === null ? [] : [{ value: element(of, item, to) }];
  });
}

/** The key and the value of an element; the value is null where only one is written. */
function pair(node: SyntaxNode): [SyntaxNode | null, SyntaxNode | null] {
  if (node.type !== "keyed_element") return [node, null];
  return [child(node, "key"), child(node, "value")];
}

function element(type: SyntaxNode | null, node: SyntaxNode, to: Lowering): Expression {
  const inner = node.type === "literal_element" ? parts(node)[0] : node;
  if (inner === undefined) return opaqueAt([], node.at);
  return inner.type === "literal_value" ? literal(type, inner, to) : to.expression(inner);
}

/** The fields of a struct, by their names or by the order in which its type has them. */
function fieldsOf(
  type: SyntaxNode | null,
  elements: readonly SyntaxNode[],
  to: Lowering,
): { key: Expression | null; value: Expression }[] {
  const declared =
    type?.type === "struct_type" ? declaredType(type) : to.types.get(type?.text ?? "");
  return elements.flatMap((each, index) => {
    const [key, value] = pair(each);
    if (key === null) return [];
    const field = declared?.fields.find(({ name }) => name === key.text);
    if (value !== null) {
      const name = /^\w+$/.test(key.text) ? constantAt(key.text, key.at) : to.expression(key);
      return [{ key: name, value: element(field?.type ?? null, value, to) }];
    }
    const place = declared?.fields[index];
    return [
      {
        key: constantAt(place?.name ?? index, key.at),
        value: element(place?.type ?? null, key, to),
      },
    ];
  });
}

/** `exec.Cmd{Path: p, Args: a}` is a program that will be started with these arguments. */
function programRecord(type: SyntaxNode | null, body: SyntaxNode, to: Lowering): Expression | null {
  const plain = plainType(type);
  if (plain?.type !== "qualified_type" || !plain.text.endsWith(".Cmd")) return null;
  const fields = new Map(
    parts(body).flatMap((each): [string, SyntaxNode][] => {
      const [key, value] = pair(each);
      return key === null || value === null ? [] : [[key.text, value]];
    }),
  );
  const { at } = body;
  const path = fields.get("Path");
  const words = fields.get("Args");
  const listed = words === undefined ? null : element(null, words, to);
  const args: Argument[] = path === undefined ? [] : [{ value: element(null, path, to) }];
  // The first of the arguments is the name that the program is told.
  if (listed?.kind === "list") args.push(...listed.items.slice(path === undefined ? 0 : 1));
  else if (listed !== null) args.push({ value: listed, spread: true });
  const callee = to.expression(plain);
  const made: Expression = { kind: "call", callee, args, at };
  const streams = ["Stdin", "Stdout", "Stderr"].flatMap((name): Expression[] => {
    const value = fields.get(name);
    if (value === undefined) return [];
    const connected = memberAt(made, `#${name}`, at);
    return [{ kind: "call", callee: connected, args: [{ value: element(null, value, to) }], at }];
  });
  return streams.length === 0 ? made : { kind: "sequence", items: [...streams, made], at };
}
