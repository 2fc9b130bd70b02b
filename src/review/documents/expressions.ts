import { RE2JS } from "re2js";

/** One `${{ … }}` of a workflow, and where it stands. */
export interface Interpolation {
  expression: string;
  start: number;
  end: number;
}

/** All expressions of a text, in order. Linear. */
export function interpolations(text: string): Interpolation[] {
  const found: Interpolation[] = [];
  for (let start = text.indexOf("${{"); start !== -1; start = text.indexOf("${{", start)) {
    const close = text.indexOf("}}", start + 3);
    if (close === -1) break;
    found.push({ expression: text.slice(start + 3, close).trim(), start, end: close + 2 });
    start = close + 2;
  }
  return found;
}

/** What an outsider can write, by the names that GitHub gives it (GitHub Security Lab). */
const UNTRUSTED = RE2JS.compile(
  [
    "github\\s*\\.\\s*head_ref",
    "github\\s*\\.\\s*event\\s*\\.\\s*(?:issue|pull_request|comment|review|review_comment|discussion|milestone|label)\\b[\\w.*\\[\\]'\"]*(?:title|body|ref|label|name|description|login|email|default_branch)\\b",
    "github\\s*\\.\\s*event\\s*\\.\\s*head_commit\\b[\\w.]*(?:message|name|email)",
    "github\\s*\\.\\s*event\\s*\\.\\s*(?:commits|pages|client_payload|discussion)\\b",
    "github\\s*\\.\\s*event\\s*\\.\\s*workflow_run\\s*\\.\\s*(?:head_branch|display_title|head_commit|head_repository)",
    "toJSON\\s*\\(\\s*github(?:\\s*\\.\\s*event)?\\s*\\)",
  ].join("|"),
  RE2JS.CASE_INSENSITIVE,
);

/** Tells whether an expression's value is what a stranger wrote. */
export function isUntrusted(expression: string): boolean {
  return UNTRUSTED.matcher(expression).find();
}

/** Names of the secrets in a text; `*` for all of them at once. */
export function secretsIn(text: string): string[] {
  const names = new Set<string>();
  for (const { expression } of interpolations(text)) {
    for (const match of expression.matchAll(
      /\bsecrets\s*(?:\.\s*([\w-]+)|\[\s*'([^']*)'\s*\]|(\[)|(\)))/gi,
    )) {
      names.add(match[1] ?? match[2] ?? "*");
    }
    if (/\bgithub\s*\.\s*token\b/i.test(expression)) names.add("GITHUB_TOKEN");
  }
  return [...names];
}

/**
 * A script in which every expression has become a shell variable, as the reader of the
 * script's language can follow it, and the values of those variables. Lines stay where they
 * are. In single quotes the variable is put between two quoted pieces, because GitHub
 * replaces expressions before any quoting counts.
 */
export function asVariables(
  text: string,
  language = "shell",
): { text: string; environment: Map<string, string> } {
  const environment = new Map<string, string>();
  const found = interpolations(text);
  let out = "";
  let from = 0;
  const quotes = { state: "" };
  for (const { expression, start, end } of found) {
    const plain = text.slice(from, start);
    passQuotes(plain, quotes);
    const name = variableOf(expression);
    if (!/^env\s*\./.test(expression)) environment.set(name, `\${{ ${expression} }}`);
    const broken = "\n".repeat(text.slice(start, end).split("\n").length - 1);
    const powershell = language === "powershell";
    const variable = powershell ? `\${env:${name}}` : `\${${name}}`;
    out +=
      plain +
      (powershell && quotes.state === "'"
        ? `'+${variable}+'`
        : quotes.state === "'"
          ? `'"${variable}"'`
          : variable) +
      broken;
    from = end;
  }
  return { text: out + text.slice(from), environment };
}

function variableOf(expression: string): string {
  const plain = /^(?:secrets|env|vars|inputs)\s*\.\s*([A-Za-z_]\w*)$/.exec(expression)?.[1];
  if (plain !== undefined) return plain;
  const spelt = expression
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toUpperCase();
  return /^[A-Z]/.test(spelt) ? spelt.slice(0, 120) : `EXPRESSION_${spelt.slice(0, 100)}`;
}

/** Follows quotes through a piece of shell; a comment ends with its line. */
function passQuotes(text: string, quotes: { state: string }): void {
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === "\\" && quotes.state !== "'") at += 1;
    else if (quotes.state === "" && sign === "#" && /^$|\s/.test(text.charAt(at - 1))) {
      const end = text.indexOf("\n", at);
      at = end === -1 ? text.length : end;
    } else if (sign === quotes.state) quotes.state = "";
    else if (quotes.state === "" && (sign === "'" || sign === '"')) quotes.state = sign;
  }
}
