/** A macro: its parameters, or null for one without any, and what stands for it. */
interface Macro {
  parameters: string[] | null;
  body: string;
}

/** What expanding may add in all, and how deep macros may stand in one another. */
const GROWTH = 400_000;
const DEPTH = 8;

const DEFINE = /^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)(\([^()\n]{0,400}\))?[ \t]*([^\n]*)$/;
const UNDEF = /^[ \t]*#[ \t]*undef[ \t]+(\w+)/;
const TOKEN =
  /\/\/[^\n]*|\/\*|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.){0,12}'|R"([^()\\\s]{0,16})\(|[A-Za-z_]\w*|\d[\w.']*/g;

/**
 * The text as the compiler sees it after lines were joined and the file's own macros were
 * put in. Lines stay where they are. Linear: what macros add is bounded.
 */
export function preprocess(text: string): string {
  const joined = joinLines(text);
  return /^[ \t]*#[ \t]*define\b/m.test(joined) ? expandFile(joined) : joined;
}

/** A backslash at the end of a line joins it with the next; the line's end moves behind both. */
function joinLines(text: string): string {
  const plain = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  if (!plain.includes("\\\n") && !/\\[ \t]+\n/.test(plain)) return plain;
  let owed = 0;
  const out: string[] = [];
  for (const line of plain.split("\n")) {
    if (line.endsWith("\\")) {
      out.push(line.slice(0, -1));
      owed += 1;
      continue;
    }
    out.push(line, "\n".repeat(owed + 1));
    owed = 0;
  }
  const whole = out.join("");
  return plain.endsWith("\n") ? whole.slice(0, -1) : whole.replace(/\n$/, "");
}

interface Expansion {
  macros: Map<string, Macro>;
  left: number;
}

function expandFile(text: string): string {
  const state: Expansion = { macros: new Map(), left: GROWTH };
  const out: string[] = [];
  let inComment: string | null = null;
  for (const line of text.split("\n")) {
    if (inComment === null && /^[ \t]*#/.test(line)) {
      directive(line, state);
      out.push(line);
      continue;
    }
    const { text: expanded, open } = expandLine(line, inComment, state);
    out.push(expanded);
    inComment = open;
  }
  return out.join("\n");
}

function directive(line: string, { macros }: Expansion): void {
  const gone = UNDEF.exec(line)?.[1];
  if (gone !== undefined) macros.delete(gone);
  const match = DEFINE.exec(line);
  if (match === null || macros.size > 5000) return;
  const [, name = "", list, given = ""] = match;
  const body = given.replace(/\/\*.*?(?:\*\/|$)|\/\/.*$/g, " ").trim();
  const before = macros.get(name);
  const parameters =
    list === undefined
      ? null
      : list
          .slice(1, -1)
          .split(",")
          .map((each) => each.trim());
  // Where only a condition decides between two, it may be either.
  const either =
    before !== undefined && before.body !== body && isWord(before.body) && isWord(body);
  if (body !== "")
    macros.set(name, { parameters, body: either ? `(__either?${before.body}:${body})` : body });
}

function isWord(body: string): boolean {
  return /^(?:[A-Za-z_]\w*|"(?:[^"\\]|\\.)*")$/.test(body);
}

/** Expands a line; `open` is what closes a comment or raw text that goes on after it. */
function expandLine(
  line: string,
  inside: string | null,
  state: Expansion,
): { text: string; open: string | null } {
  let from = 0;
  if (inside !== null) {
    const end = line.indexOf(inside);
    if (end < 0) return { text: line, open: inside };
    from = end + inside.length;
  }
  const head = line.slice(0, from);
  const { text, open } = expand(line.slice(from), state, 0, new Set());
  return { text: head + text, open };
}

function expand(
  text: string,
  state: Expansion,
  depth: number,
  hidden: ReadonlySet<string>,
): { text: string; open: string | null } {
  const token = new RegExp(TOKEN.source, "g");
  let out = "";
  let last = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [word] = match;
    const closing = word === "/*" ? "*/" : match[1] !== undefined ? `)${match[1]}"` : null;
    if (closing !== null) {
      const end = text.indexOf(closing, token.lastIndex);
      if (end < 0) return { text: out + text.slice(last), open: closing };
      token.lastIndex = end + closing.length;
      continue;
    }
    const macro = /^[A-Za-z_]/.test(word) && !hidden.has(word) ? state.macros.get(word) : undefined;
    if (macro === undefined || depth >= DEPTH) continue;
    const call = macro.parameters === null ? null : argumentsAt(text, token.lastIndex);
    if (macro.parameters !== null && call === null) continue;
    const end = call?.end ?? token.lastIndex;
    const body = replaced(macro, call?.args ?? []);
    const inner = expand(body, state, depth + 1, new Set([...hidden, word])).text;
    if (inner.length > state.left) continue;
    state.left -= inner.length;
    out += text.slice(last, match.index) + inner;
    last = end;
    token.lastIndex = end;
  }
  return { text: out + text.slice(last), open: null };
}

/** The arguments between the parentheses that follow; null when there are none on this line. */
function argumentsAt(text: string, from: number): { args: string[]; end: number } | null {
  const open = /^\s*\(/.exec(text.slice(from, from + 40));
  if (open === null) return null;
  const args: string[] = [];
  let depth = 0;
  let start = from + open[0].length;
  const token = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.){1,12}'|[()[\]{},]/g;
  token.lastIndex = start;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [sign] = match;
    if (/^[([{]$/.test(sign)) depth += 1;
    else if (depth === 0 && (sign === ")" || sign === ",")) {
      args.push(text.slice(start, match.index).trim());
      start = token.lastIndex;
      if (sign === ")") return { args, end: token.lastIndex };
    } else if (/^[)\]}]$/.test(sign)) depth -= 1;
  }
  return null;
}

function replaced({ parameters, body }: Macro, args: readonly string[]): string {
  if (parameters === null) return body.replace(/\s{0,40}##\s{0,40}/g, "");
  const given = new Map(parameters.map((name, index) => [name, args[index] ?? ""]));
  if (parameters.at(-1)?.endsWith("...") === true) {
    const name = parameters.at(-1)?.replace("...", "") ?? "";
    given.set(name === "" ? "__VA_ARGS__" : name, args.slice(parameters.length - 1).join(", "));
  }
  return body
    .replace(/#\s*([A-Za-z_]\w*)/g, (whole, name: string, index: number) => {
      const pasted = body[index - 1] === "#";
      return pasted || !given.has(name) ? whole : JSON.stringify(given.get(name) ?? "");
    })
    .replace(/"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*/g, (word) => given.get(word) ?? word)
    .replace(/\s{0,40}##\s{0,40}/g, "");
}
