import type { Expression, Statement } from "./program.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** What becomes of an answer: the names that hold it, and the statements that could look at it. */
interface Kept {
  names: ReadonlySet<string>;
  body: readonly Statement[];
}

/** Calls that are statements of their own, or whose answer gets a name. */
const ENDINGS = new WeakMap<Expression, Kept>();

/** Methods that end what a call began, and tell nothing of what it answers. */
const ENDS =
  /^(?:catch|finally|end|on|once|unref|ref|close|send|execute|enqueue|start|spawn|run|call|detach|forget|dispose|ok|unwrap_or_default|raise_for_status|ensureSuccessStatusCode|resume|destroy|then|read|readAll|decode|text|disconnect|getResponseCode|getInputStream|discard|body)$/i;

/** Names for what went wrong: asking for it is no look at the answer. */
const ERRORS = /^(?:_|e|ex|err|error|ok|ignored?)$/;

/** Notes where the answers of a statement's calls go: `fetch(url).catch(() => {})` goes nowhere. */
export function leaveAnswers(statement: Statement, body: readonly Statement[]): void {
  if (statement.kind === "expression") leave(statement.value, { names: new Set(), body });
}

function leave(value: Expression, kept: Kept): void {
  if (ENDINGS.has(value)) return;
  switch (value.kind) {
    case "assign":
      leave(value.value, { ...kept, names: namesOf(value.target) });
      return;
    case "opaque":
      if (value.parts.length === 1) for (const part of value.parts) leave(part, kept);
      return;
    case "operation":
      for (const part of value.operands) leave(part, kept);
      return;
    case "choice":
      for (const part of value.options) leave(part, kept);
      return;
    case "list":
      for (const item of value.items) leave(item.value, kept);
      return;
    case "call": {
      ENDINGS.set(value, kept);
      const object = ended(value);
      if (object !== null) leave(object, kept);
      if (isKeptAlive(value)) for (const argument of value.args) leave(argument.value, kept);
      return;
    }
    default:
  }
}

/** What only waits for what it is given, and hands the answer to nobody. */
const WAITS =
  /^(?:waitUntil|wait_until|after|void|all|allSettled|race|any|create_task|ensure_future|gather|startSoon|launch)$/;

function isKeptAlive({ callee }: Call): boolean {
  if (callee.kind === "name") return WAITS.test(callee.name);
  return callee.kind === "member" && callee.property.kind === "constant"
    ? WAITS.test(String(callee.property.value))
    : false;
}

/** What a call only ends; null when it does more. */
function ended({ callee, args }: Call): Expression | null {
  if (callee.kind !== "member" || callee.property.kind !== "constant") return null;
  const method = String(callee.property.value);
  const looks = args.some(
    ({ value }) =>
      method !== "catch" && value.kind === "function" && value.function.parameters.length > 0,
  );
  return ENDS.test(method) && !looks ? callee.object : null;
}

function namesOf(target: Extract<Expression, { kind: "assign" }>["target"]): Set<string> {
  if (target.kind === "parts")
    return new Set(target.parts.flatMap((part) => [...namesOf(part.target)]));
  // What is put into something else may be looked at anywhere.
  return new Set([target.kind === "name" ? target.name : ANYWHERE]);
}

const ANYWHERE = "";

/** Longer lists of statements are not searched for those that look at one answer. */
const MOST = 300;

/** Whether nobody looks at what a call answers, as far as the statements around it show. */
export function isUnanswered(call: Expression): boolean {
  const kept = ENDINGS.get(call);
  if (kept === undefined || kept.body.length > MOST) return false;
  const names = [...kept.names].filter((name) => !ERRORS.test(name));
  if (names.includes(ANYWHERE)) return false;
  return names.every((name) => !kept.body.some((statement) => looksAt(statement, name)));
}

/** Whether a statement does more with a name than to end it, or to give it its value. */
function looksAt(statement: Statement, name: string): boolean {
  if (statement.kind === "block" || statement.kind === "branch") {
    const bodies =
      statement.kind === "block"
        ? [statement.body, statement.caught?.body ?? []]
        : statement.bodies;
    if (statement.kind === "branch" && mentions(statement.test, name)) return true;
    return bodies.some((body) => body.some((each) => looksAt(each, name)));
  }
  if (statement.kind !== "expression") return mentions(statement, name);
  let value: Expression | null = statement.value;
  if (value.kind === "assign" && value.target.kind !== "member") value = value.value;
  while (value !== null && value.kind !== "name") {
    if (value.kind === "member") value = value.object;
    else if (value.kind === "opaque" && value.parts.length === 1) value = value.parts[0] ?? null;
    else if (value.kind === "call" && ended(value) !== null) value = ended(value);
    else return mentions(value, name);
  }
  return false;
}

/** Whether a name stands anywhere in a part of the program. */
function mentions(part: unknown, name: string): boolean {
  if (Array.isArray(part)) return part.some((each) => mentions(each, name));
  if (typeof part !== "object" || part === null) return false;
  if ("kind" in part && part.kind === "name" && "name" in part && part.name === name)
    return !("local" in part);
  return Object.values(part).some((each) => mentions(each, name));
}
