import { onlyText, textOrPrefix, type Value } from "./value.ts";

/** The arguments that are neither options nor the values of `valued` options. */
export function operands(args: readonly Value[], valued: readonly string[]): Value[] {
  const out: Value[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const value = args[index];
    if (value === undefined) continue;
    const text = onlyText(value);
    if (text?.startsWith("-") === true && text.length > 1) {
      if (valued.includes(text)) index += 1;
      continue;
    }
    // How `dig` names a server and its options; no operand of any program begins so.
    if (text !== null && /^[+@][\w.-]+$/.test(text)) continue;
    out.push(value);
  }
  return out;
}

/** The values that follow one of these options, also as `--option=value` and `-ovalue`. */
export function optionValues(args: readonly Value[], options: readonly string[]): Value[] {
  const out: Value[] = [];
  args.forEach((value, index) => {
    const text = textOrPrefix(value);
    if (text === null) return;
    if (options.includes(text) || endsIn(text, options)) {
      const next = args[index + 1];
      if (next !== undefined) out.push(next);
      return;
    }
    const glued = options.some(
      (option) =>
        text.startsWith(`${option}=`) ||
        (/^-[A-Za-z]$/.test(option) && text.startsWith(option) && text.length > 2),
    );
    if (glued) out.push(value);
  });
  return out;
}

/** `-fsSLo` is `-o` after options without a value. */
function endsIn(text: string, options: readonly string[]): boolean {
  return /^-[A-Za-z]{2,6}$/.test(text) && options.includes(`-${text.at(-1) ?? ""}`);
}

/** The first argument that is an address, as far as it is known. */
export function urlIn(args: readonly Value[]): string | null {
  for (const value of args) {
    const text = textOrPrefix(value);
    if (text !== null && /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.|\/\/[\w-]+\.)/i.test(text))
      return text.replace(/^(?:git|hg|svn|bzr)\+/, ""); // as package managers name a repository
  }
  for (const value of args) {
    const text = textOrPrefix(value);
    if (text !== null && /^[\w-]+(?:\.[\w-]+)+(?:[:/]|$)/.test(text)) return text;
  }
  return null;
}

/** Whether a text is an address that some functions read as if it were a file. */
export function isAddress(text: string | null): boolean {
  return text !== null && /^(?:https?|ftp):\/\//i.test(text);
}
