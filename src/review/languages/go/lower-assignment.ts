import type { Expression, Statement, Target } from "../../code/program.ts";
import { child, childrenIn, parts, type SyntaxNode } from "../syntax.ts";
import { callAt, constantAt, memberAt, statementOf } from "../lowered.ts";
import { embeddedFiles } from "./directives.ts";
import { declaredValue } from "./declared-value.ts";
import { binary } from "./lower-operation.ts";
import { type Lowering } from "./lowering.ts";

/** `a, b := f()`, `a = b`, `a += b`, `a++`, and what a select receives. */
export function lowerAssignment(node: SyntaxNode, to: Lowering): Statement[] {
  const { at } = node;
  if (node.type === "inc_statement" || node.type === "dec_statement") {
    const [place] = parts(node);
    if (place === undefined) return [];
    const operator = node.type === "inc_statement" ? "#+" : "-";
    const operands = [to.expression(place), constantAt(1, at)];
    const value: Expression = { kind: "operation", operator, operands, at };
    return [statementOf({ kind: "assign", target: targetOf(place, false, to), value, at })];
  }
  const places = listed(child(node, "left"));
  const values = listed(child(node, "right"));
  const operator = node.children.find((each) => !each.named && /=$/.test(each.type))?.type ?? "=";
  const [place] = places;
  const [value] = values;
  if (value === undefined) return [];
  if (place === undefined) return [statementOf(to.expression(value))];
  if (operator !== "=" && operator !== ":=") {
    const made = binary(operator.slice(0, -1), [place, value], node, to);
    return [statementOf({ kind: "assign", target: targetOf(place, false, to), value: made, at })];
  }
  const local = operator === ":=";
  const targets = places.map((each) => targetOf(each, local, to));
  const given = values.map((each) => to.expression(each));
  return [...assignAll(targets, given, at), ...standardStreams(places, given, to)];
}

function listed(node: SyntaxNode | null): SyntaxNode[] {
  if (node === null) return [];
  return node.type === "expression_list" ? parts(node) : [node];
}

/** As many values as places, or one value that is taken apart. */
function assignAll(
  targets: readonly Target[],
  values: readonly Expression[],
  at: Expression["at"],
): Statement[] {
  const [target] = targets;
  const [value] = values;
  if (target === undefined || value === undefined) return [];
  if (targets.length === 1) return [statementOf({ kind: "assign", target, value, at })];
  const one = values.length === 1;
  const whole: Expression = one
    ? value
    : { kind: "list", items: values.map((each) => ({ value: each })), at };
  const taken: Target = {
    kind: "parts",
    parts: targets.map((each, index) => ({
      property: constantAt(one ? result(index, each) : index, at),
      target: each,
      fallback: null,
    })),
  };
  return [statementOf({ kind: "assign", target: taken, value: whole, at })];
}

/** Only names tell what further results are: errors and flags, or data like the first. */
function result(index: number, target: Target): string {
  const quiet = target.kind === "name" && /^(?:#\d+|ok|found|exists|\w*[eE]rr)$/.test(target.name);
  return index === 0 || quiet ? `#${index}` : `#${index}+`;
}

/** `cmd.Stdin = conn` connects a program with something. */
function standardStreams(
  places: readonly SyntaxNode[],
  values: readonly Expression[],
  to: Lowering,
): Statement[] {
  return places.flatMap((place, index) => {
    const field = child(place, "field")?.text ?? "";
    const owner = child(place, "operand");
    const value = values[index] ?? values[0];
    if (!/^Std(?:in|out|err)$/.test(field) || owner === null || value === undefined) return [];
    const callee = memberAt(to.expression(owner), `#${field}`, place.at);
    return [statementOf({ kind: "call", callee, args: [{ value }], at: place.at })];
  });
}

/** Where a value is put; `_` takes it and forgets it. */
export function targetOf(node: SyntaxNode, local: boolean, to: Lowering): Target {
  if (node.type === "identifier" || node.type === "blank_identifier") {
    return { kind: "name", name: node.text === "_" ? to.fresh() : node.text, local };
  }
  const [inner] = parts(node);
  const wraps = node.type === "parenthesized_expression" || node.type === "unary_expression";
  if (wraps && inner !== undefined) return targetOf(inner, local, to);
  const lowered = to.expression(node);
  return lowered.kind === "member"
    ? { kind: "member", object: lowered.object, property: lowered.property }
    : { kind: "name", name: to.fresh(), local: true };
}

/** `var` and `const`, also in groups; `iota` counts in a group. */
export function lowerDeclaration(node: SyntaxNode, to: Lowering): Statement[] {
  const specs = parts(node).flatMap((each) =>
    each.type === "var_spec_list" ? parts(each) : [each],
  );
  let repeated: SyntaxNode[] = [];
  return specs.flatMap((spec, index) => {
    const names = childrenIn(spec, "name").filter((each) => each.named && each.type !== ",");
    const list = child(spec, "value");
    const given = listed(list);
    if (spec.type === "const_spec" && given.length > 0) repeated = given;
    const values = (spec.type === "const_spec" ? repeated : given).map((each) =>
      each.type === "iota" ? constantAt(index, each.at) : to.expression(each),
    );
    const targets = names.map((each) => targetOf(each, true, to));
    if (values.length > 0) return assignAll(targets, values, spec.at);
    const files = embeddedFiles(spec, to.embeds);
    const value =
      files.length > 0
        ? callAt("#embed", files, spec.at)
        : declaredValue(child(spec, "type"), spec.at, to);
    if (value === null) return [];
    return targets.map((target) => statementOf({ kind: "assign", target, value, at: spec.at }));
  });
}
