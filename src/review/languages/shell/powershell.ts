import type { Argument, Expression } from "../../code/program.ts";
import { callAt, nameAt } from "../lowered.ts";
import { constantText, textAt, type Command } from "./lowering.ts";

/** What an option of `powershell` and `pwsh` is short for ("about_pwsh"). */
function meaningOf(option: string): "command" | "encoded" | "file" | "valued" | "flag" | null {
  const name = /^(?:--?|\/)([a-z]+)$/i.exec(option)?.[1]?.toLowerCase();
  if (name === undefined) return null;
  if ("command".startsWith(name) || name === "commandwithargs" || name === "cwa") return "command";
  if ("encodedcommand".startsWith(name) || name === "ec") return "encoded";
  if ("file".startsWith(name)) return "file";
  const valued = [
    "executionpolicy",
    "ep",
    "ex",
    "windowstyle",
    "version",
    "configurationname",
    "inputformat",
    "outputformat",
    "workingdirectory",
    "wd",
    "psconsolefile",
    "settingsfile",
    "custompipename",
  ];
  const found = valued.some(
    (each) => each.startsWith(name) && (name.length > 1 || /[wv]/.test(name)),
  );
  return found ? "valued" : "flag";
}

/**
 * `powershell -Command …`, `-EncodedCommand …`, `-File …` and all their short forms: the code
 * is one word behind `-Command`, a file is the first word.
 */
export function lowerPowershell(command: Command): Expression | null {
  const [program, ...words] = command.words;
  if (program === undefined) return null;
  const name = (constantText(program.value) ?? "").replace(/^.*[/\\]/, "").toLowerCase();
  const bare = /^pwsh/.test(name) ? "file" : "command";
  for (let index = 0; index < words.length; index += 1) {
    const text = constantText(words[index]?.value);
    const option = text === null ? null : meaningOf(text);
    const rest = words.slice(index + 1);
    if (option === "valued") index += 1;
    else if (option === "command") return asCode(rest, command);
    else if (option === "encoded") return asEncoded(rest, command);
    else if (option === "file") return called(rest, command);
    else if (option === null) {
      // `powershell x` runs x as a command, `pwsh x` runs the file x.
      const own = words.slice(index);
      const file = bare === "file" || /\.ps1["']?$/i.test(text ?? "");
      return file ? called(own, command) : asCode(own, command);
    }
  }
  return called([], command);
}

function called(args: readonly Argument[], { input, at }: Command): Expression {
  const call: Expression = { kind: "call", callee: nameAt("powershell", at), args: [...args], at };
  return input === null ? call : { ...call, input };
}

function asCode(words: readonly Argument[], command: Command): Expression {
  const [first] = words;
  if (constantText(first?.value) === "-" || first === undefined) return called([], command);
  const { at } = command;
  const parts = words.flatMap((word, index) =>
    index === 0 ? [word.value] : [textAt(" ", at), word.value],
  );
  const code: Expression = parts.length === 1 ? first.value : { kind: "text", parts, at };
  return called([{ value: textAt("-Command", at) }, { value: code }], command);
}

function asEncoded(words: readonly Argument[], command: Command): Expression {
  const [first] = words;
  const { at } = command;
  if (first === undefined) return called([], command);
  const code = callAt("#encoded-command", [first.value], at);
  return called([{ value: textAt("-Command", at) }, { value: code }], command);
}
