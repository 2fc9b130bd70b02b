/** A constant text in a program, and where it stands: `start` and `end` include the quotes. */
export interface Literal {
  start: number;
  end: number;
  quote: string;
  value: string;
}

/** How the programs of a language look to somebody who only wants their constants. */
interface Marks {
  quotes: string;
  line: readonly string[];
  block: readonly (readonly [string, string])[];
}

const SLASHES: Marks = {
  quotes: "\"'",
  line: ["//"],
  block: [
    ["/*", "*/"],
    ["`", "`"],
  ],
};
const C_LIKE: Marks = {
  quotes: '"',
  line: ["//"],
  block: [
    ["/*", "*/"],
    ["'", "'"],
    ['"""', '"""'],
    ['@"', '"'],
    ["`", "`"],
  ],
};
const MARKS: Readonly<Record<string, Marks>> = {
  javascript: SLASHES,
  python: {
    quotes: "\"'",
    line: ["#"],
    block: [
      ['"""', '"""'],
      ["'''", "'''"],
    ],
  },
  ruby: {
    quotes: "\"'",
    line: ["#"],
    block: [
      ["`", "`"],
      ["%w", "\n"],
    ],
  },
  php: {
    quotes: "\"'",
    line: ["//", "#"],
    block: [
      ["/*", "*/"],
      ["<<<", ";\n"],
      ["?>", "<?php"],
    ],
  },
  powershell: {
    quotes: "\"'",
    line: ["#"],
    block: [
      ["<#", "#>"],
      ['@"', '"@'],
      ["@'", "'@"],
    ],
  },
  go: C_LIKE,
  java: C_LIKE,
  csharp: C_LIKE,
  rust: {
    quotes: '"',
    line: ["//"],
    block: [
      ["/*", "*/"],
      ['r#"', '"#'],
      ['b"', '"'],
    ],
  },
};

/** Characters that mean the same in every language and between all quotes. */
const PLAIN = /^[A-Za-z0-9_./:@~?=&, -]{6,200}$/;

/** The constants that a rewrite may touch: plain ones, in places where an expression may stand. */
export function literalsOf(text: string, language: string): Literal[] {
  const marks = MARKS[language];
  if (marks === undefined) return [];
  return scan(text, marks).filter(
    (each) => PLAIN.test(each.value) && isExpression(text, each, language),
  );
}

/** Replaces constants, the last first, so that places stay right; null when there was none. */
export function withLiterals(
  text: string,
  language: string,
  by: (literal: Literal) => string | null,
): string | null {
  let out = text;
  for (const literal of literalsOf(text, language).toReversed()) {
    const replaced = by(literal);
    if (replaced !== null) out = out.slice(0, literal.start) + replaced + out.slice(literal.end);
  }
  return out === text ? null : out;
}

function scan(text: string, { quotes, line, block }: Marks): Literal[] {
  const found: Literal[] = [];
  let at = 0;
  while (at < text.length) {
    const pair = block.find(([open]) => text.startsWith(open, at));
    const character = text.charAt(at);
    if (pair !== undefined) at = after(text, pair[1], at + pair[0].length);
    else if (line.some((mark) => text.startsWith(mark, at))) at = after(text, "\n", at);
    else if (quotes.includes(character)) {
      const end = closing(text, at);
      found.push({ start: at, end, quote: character, value: text.slice(at + 1, end - 1) });
      at = end;
    } else at += 1;
  }
  return found;
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at + mark.length;
}

function closing(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text.charAt(at) === "\\") at += 1;
    else if (text.charAt(at) === text.charAt(start)) return at + 1;
    else if (text.charAt(at) === "\n") return at;
  }
  return text.length;
}

const STATEMENT =
  /^\s*(?:import\b|from\b.*\bimport\b|export\b.*\bfrom\b|using\b|package\b|use\b|extern\b|#|@|\[|case\b|require(?:_relative|_once)?\b|include\b|gem\b|source\b)/;

function isExpression(text: string, { start, end }: Literal, language: string): boolean {
  const lineStart = text.lastIndexOf("\n", start) + 1;
  const before = text.slice(lineStart, start);
  const next = text.slice(end, end + 3);
  const isStatement = STATEMENT.test(before) && !/require\s*\($/.test(before);
  const isImport = language === "go" && /^\s*(?:[\w.]+\s+)?$/.test(before) && next.startsWith("\n");
  const isKey = language === "javascript" && /^\s*:/.test(next);
  const isTag = /[\w$]$/.test(before) && language !== "go";
  const isAlone = before.trim() === "" && /^;?\n/.test(next);
  const isRubyKey = language === "ruby" && /^\s*(?::|=>)/.test(next);
  const isMacro = language === "rust" && /!\($/.test(before);
  return !(isStatement || isImport || isKey || isTag || isAlone || isRubyKey || isMacro);
}
