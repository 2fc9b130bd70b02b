import type { Change } from "./change.ts";

const HEADER =
  /^([ \t]*)(?:(?:export|default|public|private|protected|internal|static|final|async|override|virtual|function|def|func|fn|pub|bool|boolean|Boolean|const|suspend|fun|self\.|\([\w* ]{1,40}\))[ \t]+){1,8}(?:\([\w* ]{1,40}\)[ \t]*)?(\w{0,40}(?:verif|valid|check|authori|authentic|has_?role|has_?perm|permission|can_?access|is_?admin|is_?allowed|is_?trusted|signature)\w{0,40})[ \t]*[(=]/i;
const LONGEST_BODY = 120;
const ONLY_TRUE = /^(?:return\s+)?(?:true|True|Ok\(true\)|Ok\(\(\)\)|nil|1|!0)\s*;?$/;
const CHECKS = /\bif\b|\breturn\b.*[(=<>!]|\bunless\b|\bassert\b|\bthrow\b|\braise\b|\?/;
const ALWAYS =
  /^(?:\|\||or)\s+(?:true|True|1|!!?\w+|len\(\w+\)\s*[>!]=?\s*0|\w+\.length\s*[>!]=*\s*0|\w+\s+is\s+not\s+None|\w+\s*!==?\s*(?:null|undefined|nil|""|''))\s*;?$/;

interface Body {
  lines: string[];
  line: number;
}

/** Functions that decide whether something is right, and that say yes to everything from now on. */
export function voidChecks(before: string, after: string): Change[] {
  const old = guards(before);
  return [...guards(after)].flatMap(([name, { lines, line }]): Change[] => {
    const was = old.get(name);
    if (was === undefined || !was.lines.some((each) => CHECKS.test(each))) return [];
    const only = lines.length === 1 && ONLY_TRUE.test(lines[0] ?? "");
    const had = was.lines.length === 1 && ONLY_TRUE.test(was.lines[0] ?? "");
    if ((only && !had) || saysYes(was.lines, lines))
      return [{ name: "change.void-check", value: name, line }];
    return [];
  });
}

/** `return a == b` became `return a == b || true`, or something that is always so. */
function saysYes(was: readonly string[], now: readonly string[]): boolean {
  return now.some((line) => {
    if (!line.startsWith("return ") || was.includes(line)) return false;
    return was.some((each) => {
      const plain = each.replace(/;$/, "");
      return line.startsWith(`${plain} `) && ALWAYS.test(line.slice(plain.length + 1));
    });
  });
}

function guards(text: string): Map<string, Body> {
  const found = new Map<string, Body>();
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const match = line.length > 300 ? null : HEADER.exec(line);
    const [, indent = "", name = ""] = match ?? [];
    if (match === null || found.has(name)) continue;
    found.set(name, { lines: bodyOf(lines, index, indent.length), line: index + 1 });
  }
  return found;
}

/** What stands deeper than the line that begins the function, without comments and brackets. */
function bodyOf(lines: readonly string[], from: number, indent: number): string[] {
  const body: string[] = [];
  for (const line of lines.slice(from + 1, from + LONGEST_BODY)) {
    const text = line.trim();
    if (text === "{" && body.length === 0) continue;
    if (text !== "" && line.length - line.trimStart().length <= indent && !/^[)\]}]/.test(text))
      break;
    if (/^[)\]}]+[;,]?$/.test(text) && line.length - line.trimStart().length <= indent) break;
    if (text !== "" && !/^(?:\/\/|#|\*|\/\*|"""|'''|[{}]$)/.test(text)) body.push(text);
  }
  return body;
}
