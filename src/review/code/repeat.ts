import type { Analysis } from "./analysis.ts";
import type { FunctionNode } from "./program.ts";
import { isOfCommit } from "./truth.ts";
import { UNKNOWN, type Calls, type Value } from "./value.ts";

/** How often one function is entered with data that is not fully known. */
const VAGUE_ENTRIES = 12;
/** How often with none: what the variables around it hold may have changed in between. */
const SILENT_ENTRIES = 4;

/**
 * Whether a function is worth entering again. With constants it is, because that is how
 * hidden text is put together; with the same unknowns as before it answers the same; with
 * other data a bounded number of times, or call chains would multiply.
 */
export function worthEntering(
  node: FunctionNode,
  args: readonly Value[],
  analysis: Analysis,
): boolean {
  if (node.inline === true) return true;
  const calls = callsOf(node, analysis);
  if (args.some(isConstant) && withoutMissing(args).every(isPlain)) return calls.open < 64;
  if (calls.open > 1) return false;
  calls.vague += 1;
  return calls.vague <= (args.some(says) ? VAGUE_ENTRIES : SILENT_ENTRIES);
}

/** Parameters that a wrapper hands on without having been given them are as good as not there. */
function withoutMissing(args: readonly Value[]): readonly Value[] {
  const last = args.findLastIndex((value) => value !== UNKNOWN);
  return args.slice(0, last + 1);
}

/** The calls of a function so far. */
export function callsOf(node: FunctionNode, analysis: Analysis): Calls {
  const known = analysis.calls.get(node);
  if (known !== undefined) return known;
  const made: Calls = { vague: 0, answer: null, open: 0 };
  analysis.calls.set(node, made);
  return made;
}

function isConstant(value: Value): boolean {
  return value.known.length === 1 && value.boxes.length === 0 && value.closures.length === 0;
}

/** Constants, and the list that a loop's callback is handed besides them. */
function isPlain(value: Value): boolean {
  return value.taints.every(isOfCommit) && value.apis.length + value.closures.length === 0
    ? value.known.length === 1 || value.boxes.length > 0
    : isConstant(value);
}

function says(value: Value): boolean {
  return (
    value.known.length +
      value.apis.length +
      value.taints.length +
      value.closures.length +
      value.boxes.length >
    0
  );
}
