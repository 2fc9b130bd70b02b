import type { Argument, Expression } from "../../code/program.ts";
import { parts, type SyntaxNode } from "../syntax.ts";
import { nameAt } from "../lowered.ts";
import {
  anyOf,
  constantText,
  STDIN,
  textAt,
  unsplit,
  type Command,
  type Lowering,
  type Surroundings,
} from "./lowering.ts";
import { lowerRedirects, redirectedInput } from "./redirects.ts";
import { SPECIAL } from "./special.ts";
import { lowerAssignment, lowerWords } from "./words.ts";
import { mayWrap, unwrap } from "./wrappers.ts";

/** One command with its redirects and the variables that are set for it. */
export function lowerCommand(node: SyntaxNode, piped: Expression | null, to: Lowering): Expression {
  const { at } = node;
  const children = parts(node);
  const redirects = children.filter((each) => each.type.endsWith("_redirect"));
  const assignments = children
    .filter((each) => each.type === "variable_assignment")
    .map((each) => lowerAssignment(each, to));
  const words = children.flatMap((each) =>
    each.type.endsWith("_redirect") || each.type === "variable_assignment"
      ? []
      : each.type === "command_name"
        ? parts(each).flatMap((word) => lowerWords(word, to))
        : lowerWords(each, to),
  );
  const input = redirectedInput(redirects, to) ?? piped;
  const called = lowerWordsAsCommand({ words, input, at }, to);
  const written = lowerRedirects(redirects, called, at, to);
  if (assignments.length === 0) return written;
  return { kind: "sequence", items: [...assignments, written], at };
}

/** A list of words as a command: wrappers are taken away, special commands get their form. */
export function lowerWordsAsCommand(given: Command, to: Surroundings): Expression {
  const command = unwrap({ ...given, words: withShell(given.words) });
  const { words, at } = command;
  const [first] = words;
  if (first === undefined) return command.input ?? textAt("", at);
  const name = programName(first);
  const input = command.input ?? (name !== null && readsInput(name, words) ? to.stdin : null);
  const known = { words, input, at };
  const special = name === null ? undefined : SPECIAL.get(name);
  const out = special?.(known, (each) => lowerWordsAsCommand(each, to));
  if (out !== undefined && out !== null) return out;
  const call = callWords(known, name, to);
  if (!mayWrap(first) || words.length < 2) return call;
  // `$SUDO curl …`: the variable may be empty or a wrapper, so what follows is a command too.
  return anyOf([call, lowerWordsAsCommand({ ...known, words: words.slice(1) }, to)], at);
}

/** `$SHELL -c x`: the variables by which scripts and builds name the shell itself. */
function withShell(words: Argument[]): Argument[] {
  const [first, ...rest] = words;
  if (first === undefined) return words;
  const { value } = unsplit(first);
  if (value.kind !== "name" || !/^\$(?:CONFIG_)?SHELL$|^\$BASH$/.test(value.name)) return words;
  return [{ value: textAt("sh", value.at) }, ...rest];
}

/** A call of what the first word names: a function of the text, a program, or a file. */
export function callWords(command: Command, name: string | null, to: Surroundings): Expression {
  const [first, ...args] = command.words;
  const { at, input } = command;
  if (first === undefined) return textAt("", at);
  const dynamic = name === null;
  const callee: Expression = dynamic
    ? { kind: "list", items: [first], at }
    : nameAt(constantText(first.value) ?? name, at);
  const takesInput = input !== null && (dynamic || to.functions.has(name));
  const named: Argument[] = takesInput ? [{ name: STDIN, value: input }] : [];
  const call: Expression = { kind: "call", callee, args: [...args, ...named], at };
  return input === null ? call : { ...call, input };
}

/** The program's own name, without its folder; null when it is put together at run time. */
export function programName(word: Argument): string | null {
  const text = constantText(word.value);
  if (text === null || word.spread === true) return null;
  return text.slice(text.lastIndexOf("/") + 1);
}

const READERS: ReadonlySet<string> = new Set(
  `awk base64 bash bunzip2 bzcat cat cut dash gawk grep gunzip gzip head jq ksh mail mapfile nc ncat
  netcat node openssl perl php python python3 read readarray rev ruby sed sendmail sh socat sort ssh
  tac tail tee telnet tr uniq xargs xxd zcat zsh`.split(/\s+/),
);

/** Whether a command reads what the group around it is given. */
function readsInput(name: string, words: readonly Argument[]): boolean {
  if (READERS.has(name)) return true;
  return words.some((word) => /^@-$|=@-$|^-$/.test(constantText(word.value) ?? ""));
}
