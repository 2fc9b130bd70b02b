import { constant, UNKNOWN, type Value } from "../code/value.ts";
import type { EmbeddedCode } from "../documents/document.ts";

/** What code of one document left in files, by machine: the next piece there finds it. */
export type Machines = Map<string, ReadonlyMap<string, Value>>;

/** The files that a piece of code finds; places in them are told in its own lines. */
export function filesFor(
  { machine }: EmbeddedCode,
  machines: Machines,
  offset: number,
): Map<string, Value> {
  const left = machine === undefined ? undefined : machines.get(machine);
  return new Map([...(left ?? [])].map(([path, value]) => [path, shifted(value, offset)]));
}

/** Keeps what a piece of code left for those that run after it on its machine. */
export function leaveFiles(
  files: ReadonlyMap<string, Value>,
  { machine }: EmbeddedCode,
  machines: Machines,
  offset: number,
): void {
  if (machine === undefined) return;
  machines.set(machine, new Map([...files].map(([path, value]) => [path, shifted(value, offset)])));
}

/**
 * Variables that steps before set for those after them, by lines in the file that the runner
 * names. Source: GitHub Docs, "Workflow commands", "Setting an environment variable".
 */
export function leftVariables(files: ReadonlyMap<string, Value>): [string, Value][] {
  const value = files.get("$GITHUB_ENV") ?? UNKNOWN;
  const texts = [...value.known, value.prefix].filter((each) => typeof each === "string");
  return texts.flatMap((text) => text.split("\n").flatMap((line) => variableOf(line, value)));
}

function variableOf(line: string, { taints }: Value): [string, Value][] {
  const [, name, text = ""] = /^([A-Za-z_]\w{0,99})=(.*)$/.exec(line) ?? [];
  if (name === undefined) return [];
  const known = text.includes("…") ? { ...UNKNOWN, prefix: text } : constant(text);
  return [[name, { ...known, taints }]];
}

/** Places of taints, moved by so many lines. */
function shifted(value: Value, offset: number): Value {
  const taints = value.taints.map((taint) => {
    const { line, endLine } = taint.at;
    return { ...taint, at: { ...taint.at, line: line + offset, endLine: endLine + offset } };
  });
  return { ...value, taints };
}
