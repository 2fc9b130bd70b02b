import type { Expression, FunctionNode } from "../../code/program.ts";
import { callOf, memberAt, nameAt } from "../lowered.ts";
import { anyOf } from "./lowering.ts";

/**
 * Methods of one name, told apart by how many arguments they take where that is enough. The
 * plain name is all of them: which one is meant is only known where the types are.
 */
export function withOverloads(methods: readonly FunctionNode[]): FunctionNode[] {
  const groups = [...Map.groupBy(methods, (each) => each.name).values()];
  return groups.flatMap((group) => {
    const name = group[0]?.name ?? null;
    if (group.length < 2 || name === null) return group;
    const named = group.map((each, index) => ({ ...each, name: `${name}/${index}` }));
    return [...named, dispatcher(name, named)];
  });
}

const ALL = "#all";

function dispatcher(name: string, named: readonly FunctionNode[]): FunctionNode {
  const [first] = named;
  const at = first?.at ?? { line: 1, endLine: 1 };
  const value = nameAt(ALL, at);
  const calls = named.map((each): Expression => {
    const call = callOf(memberAt(nameAt("this", at), each.name ?? "", at), [], at);
    return call.kind === "call" ? { ...call, args: [{ value, spread: true }] } : call;
  });
  return {
    name,
    parameters: [ALL],
    defaults: [null],
    rest: true,
    self: "this",
    body: [{ kind: "return", value: anyOf(calls, at), at }],
    at,
  };
}
