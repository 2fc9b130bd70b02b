import { sourcePlace, type Analysis, type Frame } from "./analysis.ts";
import type { Expression } from "./program.ts";
import { lookUp, nest } from "./scope.ts";
import { join, onlyText, tainted, UNKNOWN, type Scope, type Value } from "./value.ts";

/** Words by which programs look for what people confide to them. */
const WORDS =
  /pass(?:w|wor)?d?\b|passw|passphrase|pwd|\botp\b|one.?time|verif|cvv|cvc|card.?n|mnemonic|seed.?phrase|authorization|\btoken\b|secret/i;

/** What a condition asks with, where it asks whether something is in something. */
const ASKS: ReadonlySet<string> = new Set(["in", "==", "===", "=~", "eq", "~="]);

/** What joins conditions. */
const JOINS = /^(?:and|or|&&|\|\|)$/;

/** `stripos(key, "pass") !== false`, `key.indexOf("pass") >= 0`. */
function isFound({ operator, operands }: Extract<Expression, { kind: "operation" }>): boolean {
  const [, right] = operands;
  if (right === undefined) return false;
  const negative = right.kind === "operation" && right.operator.startsWith("unary-");
  const value = right.kind === "constant" ? right.value : negative ? -1 : undefined;
  if (/^!==?$|^is not$|^~=$/.test(operator))
    return value === false || value === null || value === -1;
  return (operator === ">" && value === -1) || (operator === ">=" && value === 0);
}

/** Where something is that somebody gives to this program. */
const GIVEN = /^(?:read\.(?:input|argument|user)|network\.receive)$/;

/** Names whose values are other parts of the same are looked for among so many. */
const NAMES = 300;

/** What a condition that looks for secrets by their names does. */
export interface Picked {
  /** The scope of what happens when it holds. */
  where: Scope;
  /** Makes it so for all that follows, when what happens otherwise is that the rest does not. */
  remain: () => void;
}

/**
 * Whatever a condition picks by a secret's name is a secret that somebody confides: `if "pass"
 * in key` makes one of the key and of the value beside it. Null when it picks none.
 */
export function pickedBy(test: Expression | null, frame: Frame, analysis: Analysis): Picked | null {
  if (test === null) return null;
  const denied = deniedBy(test);
  const scope = secretsOf(denied ?? test, frame, analysis);
  if (scope === null) return null;
  if (denied === null) return { where: scope, remain: () => {} };
  const remain = () => {
    for (const [name, value] of scope.names) frame.scope.names.set(name, value);
  };
  return { where: frame.scope, remain };
}

/** `if (!x) return`: what is denied holds for all that follows. */
function deniedBy(test: Expression): Expression | null {
  if (test.kind !== "operation" || !/^(?:unary)?(?:!|not)$/.test(test.operator)) return null;
  return test.operands[0] ?? null;
}

function secretsOf(test: Expression, frame: Frame, analysis: Analysis): Scope | null {
  const picks = picksIn(test, frame, 0);
  const origins = picks.flatMap(({ value }) => value.taints.filter(isGiven).map(originOf));
  if (origins.length === 0) return null;
  const scope = nest(frame.scope);
  const detail = picks[0]?.word ?? null;
  const at = sourcePlace(analysis, test.at);
  const confided = tainted([{ capability: "read.confided", detail, at, steps: [] }]);
  for (const [name, value] of visible(frame.scope)) {
    const same = value.taints.some((taint) => isGiven(taint) && origins.includes(originOf(taint)));
    if (same) scope.names.set(name, join(value, confided));
  }
  return scope.names.size === 0 ? null : scope;
}

interface Pick {
  value: Value;
  word: string;
}

const DEPTH = 6;

/** What a condition asks for a secret's name, where it holds only if that is so. */
function picksIn(test: Expression, frame: Frame, depth: number): Pick[] {
  if (depth > DEPTH) return [];
  const within = (parts: readonly Expression[]) =>
    parts.flatMap((part) => picksIn(part, frame, depth + 1));
  switch (test.kind) {
    case "operation":
      if (JOINS.test(test.operator) || isFound(test)) return within(test.operands);
      return ASKS.has(test.operator) ? asked(test.operands, frame) : [];
    case "choice":
      return within([...(test.test === null ? [] : [test.test]), ...test.options]);
    case "assign":
      return within([test.value]);
    case "sequence":
      return within(test.items.slice(-1));
    case "opaque":
      return within(test.parts);
    case "call": {
      const object = test.callee.kind === "member" ? [test.callee.object] : [];
      return asked([...object, ...test.args.map(({ value }) => value)], frame);
    }
    default:
      return [];
  }
}

function asked(parts: readonly Expression[], frame: Frame): Pick[] {
  const words = parts.map((part) => wordOf(part, frame));
  const word = words.find((each) => each !== null) ?? null;
  if (word === null) return [];
  return parts.flatMap((part, index) => {
    const value = words[index] === null ? valueOf(part, frame) : null;
    return value === null ? [] : [{ value, word }];
  });
}

/** A text, a list of texts or a pattern that names a secret. */
function wordOf(part: Expression, frame: Frame): string | null {
  if (part.kind === "list")
    return (
      part.items.map(({ value }) => wordOf(value, frame)).find((each) => each !== null) ?? null
    );
  const value = valueOf(part, frame);
  const [box] = value?.boxes ?? [];
  const text =
    part.kind === "constant" ? part.value : (onlyText(value ?? UNKNOWN) ?? sourceOf(part));
  const known = text ?? onlyText(box?.fields.get("source") ?? UNKNOWN);
  return typeof known === "string" ? (WORDS.exec(known)?.[0] ?? null) : null;
}

/** The source of a regular expression that is written where it is used. */
function sourceOf(part: Expression): string | null {
  if (part.kind !== "record") return null;
  const entry = part.entries.find(({ key }) => key?.kind === "constant" && key.value === "source");
  return entry?.value.kind === "constant" ? String(entry.value.value) : null;
}

/** The value of the name at the root of an expression. */
function valueOf(part: Expression, frame: Frame): Value | null {
  let root = part;
  for (;;) {
    if (root.kind === "member") root = root.object;
    else if (root.kind === "call") {
      if (root.callee.kind !== "member") return null;
      root = root.callee.object;
    } else break;
  }
  return root.kind === "name" ? lookUp(frame.scope, root.name) : null;
}

function visible(from: Scope): Map<string, Value> {
  const out = new Map<string, Value>();
  for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
    for (const [name, value] of scope.names) {
      if (out.size >= NAMES) return out;
      if (!out.has(name)) out.set(name, value);
    }
  }
  return out;
}

type Taint = Value["taints"][number];

function isGiven({ capability }: Taint): boolean {
  return GIVEN.test(capability);
}

function originOf({ capability, detail, at }: Taint): string {
  return `${capability} ${detail} ${at.line} ${at.column ?? 0}`;
}
