import type { Expression } from "../../code/program.ts";
import { anyOf, assignAt, constantText, textAt } from "../shell/lowering.ts";
import { callAt, nameAt } from "../lowered.ts";
import {
  argumentsOf,
  contentOf,
  isSwitch,
  operandsOf,
  silent,
  textOf,
  writeTo,
  type Command,
  type Lowering,
} from "./lowering.ts";
import { joined, plain } from "./read-word.ts";
import { runWritten } from "./running.ts";
import { lowerSet } from "./set.ts";
import type { CommandNode, Word } from "./tree.ts";

/** How a command is lowered that is more than its words; null: as any other. */
export type Special = (command: Command, to: Lowering) => Expression | null;

/** Commands that print nothing and change nothing that matters here. */
const QUIET =
  `setlocal endlocal title prompt color cls pause ver vol path cd chdir md mkdir pushd popd
  chcp mode verify date time timeout choice break shift label sleep exit`.split(/\s+/);

const entries: [string, Special][] = [
  ...QUIET.map((name): [string, Special] => [name, ({ at }) => textAt("", at)]),
  ["echo", echo],
  ["set", ({ node, input, at }) => lowerSet(node, input, at)],
  ["shift", ({ at }) => assignAt("%*", callAt("#shift", [nameAt("%*", at)], at), at)],
  ["call", call],
  ["start", start],
  ["cmd", commandLine],
  ["type", (command) => print(command)],
  ["more", (command) => print(command)],
  ["find", (command) => search(command)],
  ["findstr", (command) => search(command)],
  ["sort", (command) => print(command)],
  ["copy", copy],
  ["xcopy", copy],
  ["move", copy],
  ["ren", copy],
  ["rename", copy],
  ["robocopy", copy],
  ["del", (command) => calling("del", command)],
  ["erase", (command) => calling("del", command)],
  ["rd", (command) => calling("rd", command)],
  ["rmdir", (command) => calling("rd", command)],
  ["deltree", (command) => calling("rd", command)],
  ["format", (command) => calling("format", command)],
  ["dir", (command) => callAt("find", operandsOf(command).slice(0, 1), command.at)],
];

/** The commands that `cmd.exe` knows itself. */
export const BUILTINS: ReadonlyMap<string, Special> = new Map(entries);

function calling(name: string, command: Command): Expression {
  return callAt(name, operandsOf(command), command.at);
}

function echo({ node, at }: Command): Expression {
  const value = joined(node.rest?.parts ?? [], at);
  return /^\s*(?:on|off)?\s*$/i.test(constantText(value) ?? "-") ? textAt("", at) : value;
}

/** `call :label words`, or a command whose variables are expanded once more. */
function call(command: Command, to: Lowering): Expression | null {
  const { node, at } = command;
  const glued = /^call(:.+)$/i.exec(textOf(node.words[0]) ?? "")?.[1];
  const label = glued ?? textOf(node.words[1]);
  const from = glued === undefined ? 2 : 1;
  if (label?.startsWith(":") === true) {
    const args = argumentsOf(node.words.slice(from), at);
    return { kind: "call", callee: nameAt(label.toLowerCase(), at), args, at };
  }
  const inner = behind(node, 1);
  if (inner === null) return textAt("", at);
  const twice = inner.words.some((word) =>
    word.parts.some((part) => /%\w+.*%/.test(constantText(part) ?? "")),
  );
  if (twice) {
    return callAt(
      "#line",
      [
        joined(
          inner.words.flatMap(({ parts }) => [...parts, textAt(" ", at)]),
          at,
        ),
      ],
      at,
    );
  }
  const run = to.command(inner, command.input);
  const name = textOf(inner.words[0]);
  // A name without an extension may be a script beside this one.
  if (name === null || !/^[\w-]+$/.test(name)) return run;
  const file = nameAt(`path:${name}`, at);
  return { kind: "sequence", items: [{ kind: "call", callee: file, args: [], at }, run], at };
}

/** The same command from a later word on; null when there is none. */
export function behind(node: CommandNode, index: number): CommandNode | null {
  if (index >= node.words.length) return null;
  const [first, second] = node.words.slice(index);
  // `call echo x` is `echo x`: its line is taken as it is.
  const name = textOf(first)?.toLowerCase();
  if (first === undefined || (name !== "echo" && name !== "set")) {
    return { ...node, words: node.words.slice(index) };
  }
  const parts = node.words
    .slice(index + 1)
    .flatMap((word, at) => [...(at > 0 ? [textAt(" ", node.at)] : []), ...word.parts]);
  const rest: Word = { parts, splits: false, from: second?.from ?? node.end, to: node.end };
  return { ...node, words: [first], rest };
}

/** `start "title" /b program words`. */
function start(command: Command, to: Lowering): Expression | null {
  const { node, at } = command;
  let index = isTitle(node, 1) ? 2 : 1;
  const titled = index === 2;
  for (
    let word = node.words[index];
    word !== undefined && isSwitch(word);
    word = node.words[index]
  ) {
    const option = textOf(word)?.toLowerCase() ?? "";
    index += option === "/d" || option === "/node" || option === "/affinity" ? 2 : 1;
  }
  if (!titled && isTitle(node, index)) index += 1;
  const inner = behind(node, index);
  if (inner === null) return textAt("", at);
  const words = inner.words.map((word) => plain(word, at));
  const note = callAt("start", [spaced(words, at)], at);
  const path = words[0] ?? textAt("", at);
  return silent([note, to.command(inner, command.input), ...runWritten(path, at)], at);
}

/** A quoted word is the title of a window when a program stands behind it. */
function isTitle({ words }: Command["node"], index: number): boolean {
  const word = words[index];
  if (word === undefined || words.length <= index + 1) return false;
  return (constantText(word.parts[0]) ?? "").startsWith('"');
}

/** Words with a blank between them. */
export function spaced(words: readonly Expression[], at: Command["at"]): Expression {
  return joined(
    words.flatMap((word, index) => (index === 0 ? [word] : [textAt(" ", at), word])),
    at,
  );
}

/** `cmd /c line`: the line is read where it stands. */
function commandLine({ node, input, at }: Command, to: Lowering): Expression | null {
  const { text } = to.source;
  const index = node.words.findIndex(
    (word, place) => place > 0 && /^"?\/[ckr]/i.test(constantText(word.parts[0]) ?? ""),
  );
  const option = node.words[index];
  if (index < 0 || option === undefined) {
    const line = input === null ? [] : [callAt("#line", [input], at)];
    return { kind: "sequence", items: [...line, callAt("cmd", [], at)], at };
  }
  const raw = text.slice(option.from, node.end);
  const switched = /^"?\/[ckr]\s*(?:\/\w\s+)*/i.exec(raw)?.[0].length ?? 0;
  let from = option.from + switched;
  let end = node.end;
  if (text.charAt(from) === '"' && text.charAt(end - 1) === '"' && end - from > 1) {
    from += 1;
    end -= 1;
  }
  const words = node.words.slice(index).map((word) => plain(word, at));
  const glued = (constantText(words[0]) ?? "").replace(/^\/[ckr]/i, "");
  const line = spaced([...(glued === "" ? [] : [textAt(glued, at)]), ...words.slice(1)], at);
  const nodes = to.read(from, end, node);
  return { kind: "sequence", items: [callAt("cmd", [line], at), to.group(nodes, input)], at };
}

/** What is in the files, or what is piped in. */
function print(command: Command): Expression | null {
  const files = operandsOf(command);
  if (files.length === 0) return command.input;
  return anyOf(
    files.map((file) => contentOf(file, command.at)),
    command.at,
  );
}

/** `findstr pattern file` prints lines of it. */
function search(command: Command): Expression | null {
  const { input, at } = command;
  const files = operandsOf(command).slice(1);
  if (files.length === 0) return input;
  return {
    kind: "opaque",
    parts: [...files.map((file) => contentOf(file, at)), textAt("", at)],
    at,
  };
}

/** `copy /b a+b c`: what is in a and b goes to c. */
function copy(command: Command, to: Lowering): Expression | null {
  const { at } = command;
  const files = operandsOf(command).flatMap((value) => {
    const text = constantText(value);
    return text === null
      ? [value]
      : text
          .split("+")
          .filter((each) => each !== "")
          .map((each) => textAt(each, at));
  });
  const target = files.at(-1);
  if (files.length < 2 || target === undefined) return null;
  const sources = files.slice(0, -1).map((file) => contentOf(file, at));
  const how = { appends: false, name: to.fresh() };
  return writeTo(target, anyOf(sources, at), how, at);
}
