/** More words than these are not made out of one. */
const WORDS = 64;

/**
 * The words that a word with braces stands for: `a{b,c}d` is `abd acd`. Null when it has none
 * or holds quotes or expansions, which are no matter of plain text. One pair is expanded.
 */
export function expandBraces(text: string): string[] | null {
  if (/["'$`]/.test(text)) return null;
  const open = text.indexOf("{");
  const close = text.indexOf("}", open);
  if (open < 0 || close < 0) return null;
  const items = text.slice(open + 1, close).split(",");
  if (items.length < 2 || items.length > WORDS) return null;
  return items.map((item) => text.slice(0, open) + item + text.slice(close + 1));
}

const COMMAND =
  /(^|[;&|(\n])([ \t]{0,40})\{([a-z/][^\s{},"'$`]{0,200}(?:,[^\s{},]{0,2000}){1,40})\}(?=[\s;&|)]|$)/g;

/**
 * `{curl,-s,x}` is a command that the grammar does not know as one: it is spelt with white
 * space instead, at the same length, so that places stay where they are.
 */
export function spellBraces(text: string): string {
  if (!text.includes(",")) return text;
  return text.replace(
    COMMAND,
    (_, before: string, space: string, words: string) =>
      `${before}${space} ${words.replaceAll(",", " ")} `,
  );
}
