import type { Span } from "../../../model/span.ts";
import type { Argument, Expression } from "../../code/program.ts";
import { callAt, nameAt } from "../lowered.ts";
import { writtenText } from "./parser.ts";
import { usualType } from "./type-names.ts";

/** Classes whose first arguments are a host and a port. */
const CONNECTIONS = /^net\.sockets\.(?:tcpclient|udpclient)$/;

/** A new object of a type, whose name may be put together at run time. */
export function madeOf(type: Expression, args: readonly Argument[], at: Span): Expression {
  const text = writtenText(type);
  if (text !== null) return objectOf(nameAt(`[${usualType(text)}]`, at), args, at);
  const property = callAt("#type-name", [type], at);
  const callee: Expression = { kind: "member", object: nameAt("#types", at), property, at };
  return { kind: "call", callee, args: [...args], at };
}

/** `[Type]::new(…)`. */
export function objectOf(type: Expression, args: readonly Argument[], at: Span): Expression {
  const name = type.kind === "name" ? type.name.slice(1, -1) : "";
  const [host, port] = args;
  if (CONNECTIONS.test(name) && host !== undefined) {
    const place = callAt(
      "#endpoint",
      port === undefined ? [host.value] : [host.value, port.value],
      at,
    );
    return { kind: "call", callee: type, args: [{ value: place }], at };
  }
  return { kind: "call", callee: type, args: [...args], at };
}
