const ESCAPE = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|0?([0-7]{1,3})|([abefnrtv\\c]))/g;
const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  c: "",
};

/** What escapes stand for, as `echo -e` and `printf` read them. */
export function unescapePrinted(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    ESCAPE,
    (_, hex?: string, unicode?: string, octal?: string, simple?: string) => {
      if (simple !== undefined) return SIMPLE[simple] ?? simple;
      const code = hex ?? unicode;
      return String.fromCharCode(
        code === undefined ? Number.parseInt(octal ?? "0", 8) : Number.parseInt(code, 16),
      );
    },
  );
}

/** Whether a text spells letters by their codes. */
export function spellsCodes(text: string): boolean {
  return /\\x[2-7][0-9a-fA-F]|\\0?[01][0-7]{2}/.test(text);
}

/** Longer texts are not put together. */
const CAP = 1024 * 1024;

/** What `printf` prints; the format is used again while arguments are left. */
export function formatPrinted(format: string, args: readonly string[]): string {
  const pending = [...args];
  let out = "";
  do {
    const before = pending.length;
    out += once(format, pending);
    if (pending.length === before) break;
  } while (pending.length > 0 && out.length < CAP);
  return out;
}

function once(format: string, pending: string[]): string {
  return unescapePrinted(format).replace(
    /%(?:%|[-+ 0#]*(\d{0,3})(?:\.(\d{1,3}))?([sbqcdiuxXo]))/g,
    (whole, _width?: string, precision?: string, kind?: string) => {
      if (kind === undefined) return whole === "%%" ? "%" : whole;
      return formatted(pending.shift() ?? "", kind, precision);
    },
  );
}

function formatted(value: string, kind: string, precision: string | undefined): string {
  switch (kind) {
    case "s":
    case "q":
      return precision === undefined ? value : value.slice(0, Number(precision));
    case "b":
      return unescapePrinted(value);
    case "c":
      return value.slice(0, 1);
    default:
      return inBase(numberOf(value), kind);
  }
}

/** `'a` is the code of a letter. */
function numberOf(value: string): number {
  return /^['"]/.test(value) ? value.charCodeAt(1) : Math.trunc(Number(value) || 0);
}

function inBase(value: number, kind: string): string {
  if (kind === "x") return value.toString(16);
  if (kind === "X") return value.toString(16).toUpperCase();
  return value.toString(kind === "o" ? 8 : 10);
}
