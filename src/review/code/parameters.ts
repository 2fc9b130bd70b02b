import { sourcePlace, type Analysis, type Frame } from "./analysis.ts";
import { orConfided } from "./confided.ts";
import type { Expression, FunctionNode } from "./program.ts";
import { api, join, list, record, tainted, UNKNOWN, type Value } from "./value.ts";

/** Gives a function's parameters the values of a call, by place and by name. */
export function bindParameters(
  node: FunctionNode,
  given: readonly Value[],
  named: ReadonlyMap<string, Value>,
  frame: Frame,
  analysis: Analysis,
): void {
  const left = new Map(named);
  if (node.all !== undefined) frame.scope.names.set(node.all, list([...given]));
  const args = bindBlock(node, given, frame);
  const last = node.parameters.length - 1;
  const orElse = (fallback: Expression | null) =>
    fallback === null ? UNKNOWN : analysis.engine.evaluate(fallback, frame, analysis);
  let next = 0;
  node.parameters.forEach((name, index) => {
    const { names } = frame.scope;
    if (node.rest && index === last) {
      names.set(name, list(args.slice(next)));
      return;
    }
    // What has a name takes its own place; the rest fills the places that are left.
    const byName = left.get(name);
    if (byName === undefined) next += 1;
    const value = byName ?? args[next - 1] ?? orElse(node.defaults[index] ?? null);
    const given = orKey(name, ofFramework(name, value, analysis), node, analysis);
    names.set(name, orConfided(name, given, node.at, analysis));
    left.delete(name);
  });
  for (const { name, fallback, rest } of node.keywords ?? []) {
    frame.scope.names.set(name, rest ? record(left) : (left.get(name) ?? orElse(fallback)));
    if (!rest) left.delete(name);
  }
}

/**
 * Gives the parameters of a function that nobody here calls their names. What nobody gives is
 * still one thing: a file that it names is the same one everywhere.
 */
export function bindUncalled(node: FunctionNode, frame: Frame, analysis: Analysis): void {
  bindParameters(node, [], new Map(), frame, analysis);
  const { names } = frame.scope;
  for (const name of node.parameters) {
    if (names.get(name) === UNKNOWN) names.set(name, { ...UNKNOWN });
  }
}

/** The block that ends a call has a place of its own; answers the other arguments. */
function bindBlock(
  node: FunctionNode,
  given: readonly Value[],
  { scope }: Frame,
): readonly Value[] {
  if (node.block === undefined) return given;
  const last = given.at(-1);
  const isBlock = last !== undefined && last.closures.length > 0;
  scope.names.set(node.block, isBlock ? last : UNKNOWN);
  return isBlock ? given.slice(0, -1) : given;
}

/** How programs call what moves money, by the variable that would hold the same. */
const KEYS: readonly [RegExp, string][] = [
  [/^(?:secret_?key|priv(?:ate)?_?key)(?:_?(?:hex|bytes|base58|str|string|wif))?$/i, "PRIVATE_KEY"],
  [/^(?:mnemonic|mnemonic_?phrase)$/i, "MNEMONIC"],
  [/^(?:seed_?phrase|recovery_?phrase|secret_?phrase)$/i, "SEED_PHRASE"],
];

/** What makes a wallet out of a key says so in its own name: `fromSecretKey(bytes)`. */
const MAKERS: readonly [RegExp, string][] = [
  [/^(?:from|import|load|restore|with|new_from)_?(?:secret|priv(?:ate)?)_?key/i, "PRIVATE_KEY"],
  [/^(?:from|import|load|restore|recover)_?mnemonic/i, "MNEMONIC"],
  [/^(?:from|import|load|restore|recover)_?(?:(?:seed|recovery|secret)_?)?phrase/i, "SEED_PHRASE"],
];

const SOME_KEY =
  /^(?:secret|key|bytes|raw|hex|mnemonic|words|phrase|seed|encoded|data|value|s|k)$/i;

function takenBy(maker: string | null, name: string): [RegExp, string] | undefined {
  if (maker === null || !SOME_KEY.test(name)) return undefined;
  return MAKERS.find(([pattern]) => pattern.test(maker));
}

/** A key that others give to this code is as good as one that it reads itself. */
function orKey(name: string, value: Value, node: FunctionNode, analysis: Analysis): Value {
  const known = value.known.length + value.boxes.length + value.closures.length;
  if (known + value.taints.length + value.apis.length > 0) return value;
  const [, detail] = KEYS.find(([pattern]) => pattern.test(name)) ?? takenBy(node.name, name) ?? [];
  if (detail === undefined) return value;
  const at = sourcePlace(analysis, node.at);
  return tainted([{ capability: "read.credential", detail, at, steps: [] }]);
}

/** What nobody here gives may be what a framework gives under that name: `req`, `request`. */
function ofFramework(name: string, value: Value, analysis: Analysis): Value {
  const known = analysis.vocabulary.given.get(name);
  if (known === undefined) return value;
  return value.known.length + value.boxes.length + value.closures.length > 0
    ? value
    : join(value, api(known));
}
