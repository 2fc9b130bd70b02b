import type { CodeFact } from "../../../../src/review/code/analysis.ts";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import { factsOf } from "../../../conformance/harness.ts";

/** What an expression is known to be: the text of the command that a program makes of it. */
export function valueOf(expression: string, context: CodeContext): string | null {
  const facts = factsOf("python", `import os\nos.system(str(${expression}))`, context);
  return commandsIn(facts)[0] ?? null;
}

/** The commands that a program starts, as far as they are known. */
export function commandsIn(facts: readonly CodeFact[]): (string | null)[] {
  return facts.flatMap((fact) =>
    fact.kind === "capability" && fact.api === "os.system" ? [fact.target] : [],
  );
}
