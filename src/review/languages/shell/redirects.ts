import type { Span } from "../../../model/span.ts";
import type { Expression } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { callAt } from "../lowered.ts";
import { constantText, textAt, type Lowering } from "./lowering.ts";
import { variable } from "./expansion.ts";
import { lowerQuoted } from "./words.ts";

/** What a command reads because of its redirects; the last one counts. Null: none of them. */
export function redirectedInput(redirects: readonly SyntaxNode[], to: Lowering): Expression | null {
  return redirects.reduce<Expression | null>((before, each) => inputOf(each, to) ?? before, null);
}

function inputOf(node: SyntaxNode, to: Lowering): Expression | null {
  const { at } = node;
  if (node.type === "herestring_redirect") {
    const [value] = parts(node);
    return value === undefined ? null : to.word(value);
  }
  if (node.type === "heredoc_redirect") {
    const body = parts(node).find((each) => each.type === "heredoc_body");
    const start = parts(node).find((each) => each.type === "heredoc_start")?.text ?? "";
    if (body === undefined) return textAt("", at);
    return /["'\\]/.test(start) ? textAt(body.text, at) : lowerQuoted(body, 0, 0, to);
  }
  const destination = child(node, "destination");
  const reads = node.children.some((each) => each.type === "<" || each.type === "<&");
  if (!reads || destination === null) return null;
  const path = openedAs(node, destination, to);
  if (destination.type === "process_substitution") return path;
  if (isConnection(path)) return callAt("#connect", [path], at);
  return callAt("cat", [path], at);
}

/** A place of bash that is no file but a connection, however its host is written. */
function isConnection(path: Expression): boolean {
  const first = path.kind === "text" ? path.parts[0] : path;
  return /^\/dev\/(?:tcp|udp)\//.test(constantText(first) ?? "");
}

/** Writes what `inner` prints where its redirects say; answers what is left to read. */
export function lowerRedirects(
  redirects: readonly SyntaxNode[],
  inner: Expression,
  at: Span,
  to: Lowering,
): Expression {
  return outputs(redirects).reduce<Expression>((value, node) => {
    const destination = child(node, "destination");
    const operator = node.children.find((each) => /[<>]/.test(each.type))?.type ?? "";
    if (destination === null || !node.text.includes(">")) return value;
    const errors = child(node, "descriptor")?.text === "2";
    const path = openedAs(node, destination, to);
    if (operator.endsWith("&") && /^\d*$|^-$/.test(constantText(path) ?? "a file")) return value;
    if (constantText(path) === "/dev/null") return errors ? value : quiet(value);
    if (!errors) return callAt("redirect", [path, value], at);
    return { kind: "sequence", items: [callAt("redirect", [path], at), value], at };
  }, inner);
}

/** Redirects to files, also those that stand on the line of a here-document. */
function outputs(redirects: readonly SyntaxNode[]): SyntaxNode[] {
  return redirects.flatMap((each) =>
    each.type === "heredoc_redirect"
      ? each.children.filter((inner) => inner.type === "file_redirect")
      : each.type === "file_redirect"
        ? [each]
        : [],
  );
}

/** The word after a redirect; a connection that was given a number before is meant by it. */
function openedAs(node: SyntaxNode, destination: SyntaxNode, to: Lowering): Expression {
  const path = wholeDestination(node, destination, to);
  const text = constantText(path) ?? "";
  const opened = child(node, "descriptor")?.text;
  if (opened !== undefined && /^\/dev\/(?:tcp|udp)\//.test(destination.text)) {
    to.connections.set(opened, path);
  }
  return to.connections.get(text) ?? path;
}

/**
 * The grammar takes `$a/$b/$c` for several words, which stand side by side, and loses the sign of
 * a variable between them: such a word is read from its text.
 */
function wholeDestination(node: SyntaxNode, first: SyntaxNode, to: Lowering): Expression {
  let text = first.text;
  for (const next of childrenIn(node, "destination")) {
    if (next.start === first.start + text.length) text += next.text;
  }
  if (text === first.text) return to.word(first);
  const pieces = text.split(/(\$\w+|\$\{\w+\})/);
  const parts = pieces.map((piece) =>
    piece.startsWith("$")
      ? variable(piece.replace(/[${}]/g, ""), first.at)
      : textAt(piece, first.at),
  );
  return { kind: "text", parts, at: first.at };
}

function quiet(value: Expression): Expression {
  return { kind: "sequence", items: [value, textAt("", value.at)], at: value.at };
}

/** The rest of a line that begins a here-document: `cat <<EOF | sh`. */
export function heredocRest(
  redirects: readonly SyntaxNode[],
  value: Expression,
  to: Lowering,
): Expression {
  const rest = redirects
    .filter((each) => each.type === "heredoc_redirect")
    .flatMap((each) => parts(each).filter((inner) => !/^heredoc_|_redirect$/.test(inner.type)));
  return rest.reduce<Expression>((before, node) => {
    if (node.type === "pipeline") {
      return parts(node).reduce<Expression>((from, each) => to.run(each, from), before);
    }
    const next = to.run(node, null);
    return { kind: "choice", test: null, options: [before, next], at: node.at };
  }, value);
}
