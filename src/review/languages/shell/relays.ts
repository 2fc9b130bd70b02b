import type { Expression } from "../../code/program.ts";
import { nameAt } from "../lowered.ts";
import { constantText, textAt, type Command } from "./lowering.ts";

/** `socat exec:'sh -i' tcp:host:port` is `nc host -e 'sh -i'`: both ends stand in one word each. */
export function lowerSocat(command: Command): Expression | null {
  const { at } = command;
  const words = command.words.slice(1).map((word) => constantText(word.value) ?? "");
  const started = words.map((word) => /^(?:exec|system):([^]*)$/i.exec(word)?.[1]).find(Boolean);
  const reached = words
    .map((word) => /^(?:tcp|tcp4|tcp6|ssl|openssl|udp|udp4)(?:-connect)?:([^,]+)/i.exec(word)?.[1])
    .find(Boolean);
  if (started === undefined || reached === undefined) return null;
  const program = (started.split(",")[0] ?? "").replace(/^(['"])(.*)\1$/, "$2");
  const args = [textAt(reached, at), textAt("-e", at), textAt(program, at)];
  return {
    kind: "call",
    callee: nameAt("nc", at),
    args: args.map((value) => ({ value })),
    at,
  };
}

/** `python -m pip` is `pip`, and so is any module that is a program of that name. */
export function lowerModule(
  command: Command,
  again: (inner: Command) => Expression,
): Expression | null {
  const texts = command.words.map((word) => constantText(word.value));
  const option = texts.indexOf("-m");
  if (option !== 1 || !/^(?:pip|twine|uv|pytest|build|http\.server)$/.test(texts[2] ?? ""))
    return null;
  return again({ ...command, words: command.words.slice(2) });
}
