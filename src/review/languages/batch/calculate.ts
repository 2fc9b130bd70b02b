/** Longer calculations are not followed. */
const LONGEST = 2000;

const LEVELS: readonly (readonly string[])[] = [
  ["|"],
  ["^"],
  ["&"],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];

interface Tokens {
  list: string[];
  at: number;
}

/** What `set /a` makes of a text of whole numbers; null when it is none. */
export function calculate(text: string): number | null {
  if (text.length > LONGEST) return null;
  const list = text.match(/0x[0-9a-f]+|\d+|<<|>>|[-+*/%&|^~()]|\S/gi) ?? [];
  const tokens = { list, at: 0 };
  const result = level(tokens, 0, 0);
  return result === null || tokens.at < list.length ? null : result;
}

/** Parentheses inside of one another. */
const DEEPEST = 50;

function level(tokens: Tokens, index: number, depth: number): number | null {
  const operators = LEVELS[index];
  if (operators === undefined) return unary(tokens, depth);
  let left = level(tokens, index + 1, depth);
  while (left !== null && operators.includes(tokens.list[tokens.at] ?? "")) {
    const operator = tokens.list[tokens.at] ?? "";
    tokens.at += 1;
    const right = level(tokens, index + 1, depth);
    left = right === null ? null : applied(operator, left, right);
  }
  return left;
}

function unary(tokens: Tokens, depth: number): number | null {
  const token = tokens.list[tokens.at] ?? "";
  tokens.at += 1;
  if (depth > DEEPEST) return null;
  if (token === "(") {
    const inner = level(tokens, 0, depth + 1);
    const closed = tokens.list[tokens.at] === ")";
    tokens.at += 1;
    return closed ? inner : null;
  }
  if (token === "-" || token === "+" || token === "~") {
    const value = unary(tokens, depth + 1);
    if (value === null || token === "+") return value;
    return token === "-" ? -value : ~value;
  }
  if (/^0\d+$/.test(token)) return Number.parseInt(token, 8);
  return /^\d|^0x/i.test(token) ? Number(token) | 0 : null;
}

function applied(operator: string, a: number, b: number): number | null {
  switch (operator) {
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    case "&":
      return a & b;
    case "<<":
      return a << b;
    case ">>":
      return a >> b;
    case "+":
      return (a + b) | 0;
    case "-":
      return (a - b) | 0;
    case "*":
      return Math.imul(a, b);
    default:
      return b === 0 ? null : operator === "/" ? Math.trunc(a / b) : a % b;
  }
}
