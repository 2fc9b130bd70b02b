import type { Argument, Expression } from "../../code/program.ts";
import { callAt, nameAt } from "../lowered.ts";
import { constantText, textAt, unsplit, type Command } from "./lowering.ts";

interface Transfer {
  /** Single letters that take a value. */
  letters: string;
  /** Options whose value is the path of a file that is sent. */
  files: readonly string[];
  /** Options whose value is a file when it begins with `@` or has `=@`. */
  marked: readonly string[];
}

const TRANSFERS: Readonly<Record<"curl" | "wget", Transfer>> = {
  curl: {
    letters: "dFTHubcoXAemxKCwrYyzEtU",
    files: ["-T", "--upload-file"],
    marked: [
      "-d",
      "--data",
      "--data-binary",
      "--data-ascii",
      "--data-urlencode",
      "--json",
      "-F",
      "--form",
      "-H",
      "--header",
    ],
  },
  wget: {
    letters: "OoPUtTwaeiBQ",
    files: ["--post-file", "--body-file"],
    marked: [],
  },
};

/** `curl` and `wget`: joined options taken apart, and files that are sent read. */
export function lowerTransfer(name: "curl" | "wget", command: Command): Expression {
  const transfer = TRANSFERS[name];
  const words = command.words.slice(1).flatMap((word) => takenApart(text(word), transfer.letters));
  const sent = words.map((word, index) => {
    const option = constantText(words[index - 1]?.value);
    if (option === null) return word;
    if (transfer.files.includes(option)) return { value: contentOf(word.value, command) };
    return transfer.marked.includes(option) ? { value: marked(word.value, command) } : word;
  });
  const args = [...sent, ...ownName(name, words)];
  const call: Expression = {
    kind: "call",
    callee: nameAt(name, command.at),
    args,
    at: command.at,
  };
  return command.input === null || !readsInput(words) ? call : { ...call, input: command.input };
}

/** Options are taken from words that are written down in part; others may be many words. */
function text(word: Argument): Argument {
  const inner = unsplit(word);
  return inner.value.kind === "text" ? inner : word;
}

/** What is piped in is sent only when an option says so; addresses may be read from it too. */
function readsInput(words: readonly Argument[]): boolean {
  return words.some((word) =>
    /(?:^|[@=])-$|^\.$|\/dev\/stdin/.test(constantText(word.value) ?? ""),
  );
}

/** `-sSLo` is `-sSL -o`; `--data=x` is `--data x`; `-dx` is `-d x`. */
function takenApart(word: Argument, letters: string): Argument[] {
  const { value } = word;
  const first = value.kind === "text" ? value.parts[0] : value;
  const text = constantText(first);
  if (text === null || first === undefined) return [word];
  const long = /^(--[a-z-]+)=/.exec(text);
  const cut = long?.[0].length ?? shortOptions(text, letters);
  if (cut === null) return [word];
  const option = textAt(long?.[1] ?? `-${text.charAt(cut - 1)}`, value.at);
  const flags: Argument[] =
    cut > 2 && long === null ? [{ value: textAt(text.slice(0, cut - 1), value.at) }] : [];
  const tail = text.slice(cut);
  if (value.kind === "text") {
    const parts = [textAt(tail, value.at), ...value.parts.slice(1)];
    return [...flags, { value: option }, { value: { ...value, parts } }];
  }
  const given: Argument[] = tail === "" && long === null ? [] : [{ value: textAt(tail, value.at) }];
  return [...flags, { value: option }, ...given];
}

/** Where the value begins in a word of short options; null when none of them takes one. */
function shortOptions(text: string, letters: string): number | null {
  if (!/^-[a-zA-Z#]{2}|^-[a-zA-Z]./.test(text) || text.startsWith("--")) return null;
  for (let index = 1; index < text.length; index += 1) {
    const letter = text.charAt(index);
    if (letters.includes(letter)) return index + 1;
    if (!/[a-zA-Z0-9#]/.test(letter)) return null;
  }
  return null;
}

function contentOf(path: Expression, command: Command): Expression {
  const text = constantText(path);
  if (text === "-" || text === "." || text === "/dev/stdin") return command.input ?? path;
  return callAt("cat", [path], command.at);
}

/** `@file` and `name=@file` are what is in the file. */
function marked(value: Expression, command: Command): Expression {
  const first = value.kind === "text" ? value.parts[0] : value;
  const text = constantText(first);
  const mark = text === null ? null : /^@|^[^=@]{0,200}=[@<]/.exec(text);
  if (text === null || mark === null) return value;
  const start = textAt(text.slice(mark[0].length).replace(/;(?:type|filename)=.*$/, ""), value.at);
  const path: Expression =
    value.kind === "text" ? { ...value, parts: [start, ...value.parts.slice(1)] } : start;
  return contentOf(path, command);
}

/** A download that keeps the name which it has at its source. */
function ownName(name: "curl" | "wget", words: readonly Argument[]): Argument[] {
  const texts = words.map((word) => constantText(word.value) ?? "");
  const keeps =
    name === "curl"
      ? texts.some((text) => /^-[a-zA-Z]*O[a-zA-Z]*$|^--remote-name/.test(text))
      : !texts.some((text) => /^(?:-O|--output-document)$/.test(text));
  const address = words.map((word) => lastText(word.value)).find((text) => /\/[^/?#]+$/.test(text));
  const file = address === undefined ? null : /\/([^/?#]+)(?:[?#].*)?$/.exec(address)?.[1];
  const at = words[0]?.value.at;
  if (!keeps || file === null || file === undefined || at === undefined) return [];
  return [name === "curl" ? "-o" : "-O", file].map((text) => ({ value: textAt(text, at) }));
}

/** How a word ends, as far as it is written down. */
function lastText(value: Expression): string {
  if (value.kind === "text") return constantText(value.parts.at(-1)) ?? "";
  const text = constantText(value) ?? "";
  return text.startsWith("-") ? "" : text;
}
