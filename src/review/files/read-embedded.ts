import type { Fact } from "../../model/fact.ts";
import type { Span } from "../../model/span.ts";
import { analyseCode, type CodeContext } from "../code/run.ts";
import { constant, type Value } from "../code/value.ts";
import type { EmbeddedCode } from "../documents/document.ts";
import { filesFor, leaveFiles, leftVariables, type Machines } from "./machines.ts";
import { secretsIn } from "../documents/expressions.ts";

/** Code in a document is read as its own language, in the order in which it runs. */
export function readEmbedded(
  code: EmbeddedCode,
  context: CodeContext,
  machines: Machines = new Map(),
): { facts: Fact[]; problem: string | null } {
  const language = context.languages.get(code.language);
  if (language === undefined) return { facts: [], problem: null };
  try {
    const offset = code.at.line - 1;
    const files = filesFor(code, machines, -offset);
    const environment = new Map([
      ...leftVariables(files),
      ...[...code.environment].map(([name, value]) => [name, givenValue(value)] as const),
    ]);
    const names = new Map(
      [...environment].map(([name, value]) => [
        language.traits.environment?.(name) ?? `$${name}`,
        value,
      ]),
    );
    const result = analyseCode(language, code.text, context, { names, environment, files });
    leaveFiles(files, code, machines, offset);
    const last = code.at.endLine;
    return { facts: result.facts.map((fact) => moved(fact, offset, last)), problem: null };
  } catch (error) {
    if (error instanceof RangeError) {
      return { facts: [], problem: `"${code.name}" nests too deep, or takes too long, to be read` };
    }
    throw error;
  }
}

/** What a document sets as a variable; the secrets that it holds go along. */
function givenValue(text: string): Value {
  const taints = secretsIn(text).map((name) => ({
    capability: "read.credential" as const,
    detail: `secrets.${name}`,
    at: { line: 1, endLine: 1 },
    steps: [],
  }));
  return { ...constant(text), taints };
}

/** Its lines are the document's: one line of the document may hold many of the code. */
function moved<F extends Fact>(fact: F, offset: number, last: number): F {
  const shift = (at: Span): Span => ({
    ...at,
    line: Math.min(at.line + offset, last),
    endLine: Math.min(at.endLine + offset, last),
  });
  if (fact.kind !== "flow") return { ...fact, at: shift(fact.at) };
  return { ...fact, at: shift(fact.at), sourceAt: shift(fact.sourceAt) };
}
