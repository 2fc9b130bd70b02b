import type { Argument, Expression } from "../../code/program.ts";
import { callAt } from "../lowered.ts";
import { constantText, type Command } from "./lowering.ts";

/** A program that runs the command after it: its options with values, its own operands. */
interface Wrapper {
  valued?: readonly string[];
  operands?: number;
  /** With one of these it only tells about a command. */
  unless?: readonly string[];
}

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ["sudo", { valued: ["-u", "-g", "-h", "-p", "-C", "-r", "-t"] }],
  ["doas", { valued: ["-u"] }],
  ["env", { valued: ["-u", "-C", "-S"] }],
  ["nohup", {}],
  ["exec", { valued: ["-a"] }],
  ["command", { unless: ["-v", "-V"] }],
  ["builtin", {}],
  ["time", {}],
  ["coproc", {}],
  ["nice", { valued: ["-n"] }],
  ["ionice", { valued: ["-c", "-n"] }],
  ["setsid", {}],
  ["stdbuf", { valued: ["-i", "-o", "-e"] }],
  ["timeout", { valued: ["-k", "-s"], operands: 1 }],
  ["flock", { valued: ["-w"], operands: 1 }],
  ["chroot", { operands: 1 }],
  ["nsenter", { valued: ["-t", "--target", "-S", "-G", "--setuid", "--setgid"] }],
  ["taskset", { operands: 1 }],
  ["watch", { valued: ["-n"] }],
  ["unshare", {}],
  ["caffeinate", {}],
  ["busybox", {}],
  ["npx", { valued: ["-p", "--package"] }],
  ["bunx", {}],
]);

/** No command stands behind more wrappers than this. */
const LAYERS = 8;

/** Takes away programs that only run the command after them. */
export function unwrap(given: Command): Command {
  let command = given;
  for (let layer = 0; layer < LAYERS; layer += 1) {
    const name = nameOf(command.words[0]);
    if (name === "xargs") {
      const inner = withArguments(command);
      if (inner === null) break;
      command = inner;
      continue;
    }
    const contained = name === null ? null : inContainer(name, command.words);
    if (contained !== null) {
      command = { ...command, words: contained };
      continue;
    }
    const wrapper = name === null ? undefined : WRAPPERS.get(name);
    if (wrapper === undefined) break;
    const from = startOf(command.words, wrapper);
    if (from === null || from >= command.words.length) break;
    command = { ...command, words: command.words.slice(from) };
  }
  return command;
}

/** Options of `docker run` and `docker exec` that stand alone. */
const ALONE = /^(?:-[ditPq]+|--(?:rm|init|privileged|interactive|tty|detach|read-only|quiet))$/;

/** `docker run alpine chroot /host sh -c x`: a shell in a container that is given its program. */
function inContainer(name: string, words: readonly Argument[]): Argument[] | null {
  if (!/^(?:docker|podman|nerdctl)$/.test(name)) return null;
  if (!/^(?:run|exec)$/.test(constantText(words[1]?.value) ?? "")) return null;
  let index = 2;
  for (; index < words.length; index += 1) {
    const text = constantText(words[index]?.value);
    if (text === null || !text.startsWith("-")) break;
    if (!ALONE.test(text) && !text.includes("=")) index += 1;
  }
  const inner = words.slice(index + 1);
  return /^(?:chroot|nsenter|(?:ba|z|da|k)?sh)$/.test(nameOf(inner[0]) ?? "") ? inner : null;
}

function nameOf(word: Argument | undefined): string | null {
  const text = constantText(word?.value);
  return text === null ? null : text.slice(text.lastIndexOf("/") + 1);
}

function startOf(words: readonly Argument[], wrapper: Wrapper): number | null {
  let index = 1;
  while (index < words.length) {
    const text = constantText(words[index]?.value);
    if (text === null || !/^-|^\w+=/.test(text)) break;
    if (wrapper.unless?.includes(text) === true) return null;
    index += wrapper.valued?.includes(text) === true ? 2 : 1;
  }
  return index + (wrapper.operands ?? 0);
}

const XARGS: Wrapper = { valued: ["-n", "-P", "-L", "-d", "-s", "-a", "-E", "-J"] };

/** `… | xargs -I{} curl -d {} h`: what is piped in stands where the marks are, or at the end. */
function withArguments(command: Command): Command | null {
  const { words, input, at } = command;
  const mark = markOf(words);
  const rest = words.filter((word, index) => {
    const before = constantText(words[index - 1]?.value);
    const text = constantText(word.value) ?? "";
    return !(before === "-I" || before === "-i") && !/^-[Ii]/.test(text);
  });
  const from = startOf(rest, XARGS);
  if (from === null || from >= rest.length) return null;
  const inner = rest.slice(from);
  if (input === null) return { words: inner, input: null, at };
  if (mark === null) {
    const split = callAt("#split", [input], at);
    return { words: [...inner, { value: split, spread: true }], input: null, at };
  }
  return { words: inner.map((word) => filled(word, mark, input)), input: null, at };
}

function markOf(words: readonly Argument[]): string | null {
  for (const [index, word] of words.entries()) {
    const text = constantText(word.value);
    if (text === "-I") return constantText(words[index + 1]?.value);
    if (text !== null && /^-[Ii]./.test(text)) return text.slice(2);
    if (text === "-i") return "{}";
  }
  return null;
}

/** A word with a value in the place of a mark. */
export function filled(word: Argument, mark: string, value: Expression): Argument {
  const text = constantText(word.value);
  if (text === null || mark === "" || !text.includes(mark)) return word;
  if (text === mark) return { value };
  const { at } = word.value;
  const texts = text.split(mark);
  const parts = texts.flatMap((part, index): Expression[] => {
    const constant: Expression = { kind: "constant", value: part, at };
    return index === 0 ? [constant] : [value, constant];
  });
  return { value: { kind: "text", parts, at } };
}

/** A variable that scripts put before commands: empty, or a wrapper such as sudo. */
export function mayWrap(word: Argument): boolean {
  const value = word.value.kind === "call" ? word.value.args[0]?.value : word.value;
  return (
    value?.kind === "name" && /^\$\w*(?:sudo|run|exec|prefix|wrap|sh_c|nice)\w*$/i.test(value.name)
  );
}
