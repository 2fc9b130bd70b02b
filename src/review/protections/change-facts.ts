import type { ChangedFile } from "../../model/change.ts";
import type { Fact } from "../../model/fact.ts";
import type { UnderstoodSide } from "../side/understand.ts";
import { changedLines } from "./changed-lines.ts";
import type { Change } from "./change.ts";
import { doors } from "./doors.ts";
import { replacedConstants } from "./replaced.ts";
import { lostVerification } from "./verification.ts";
import { voidChecks } from "./void-checks.ts";

/** What only tests and examples do says nothing about the product. */
const NO_PRODUCT =
  /(?:^|\/)(?:tests?|specs?|__tests__|__mocks__|e2e|fixtures?|testdata|examples?|docs?|benchmarks?)\/|[._-](?:test|spec|mock|stories)\.\w+$|_test\.go$|(?:^|\/)(?:conftest\.py|test_[\w]+\.py)$|(?:Test|Tests|Spec)\.\w+$/i;

/**
 * Adds to the head what only a comparison shows about code that was there before: a protection
 * that is gone, a door for one constant, and a constant that stands for somebody else now.
 */
export function addProtectionFacts(
  base: UnderstoodSide,
  head: UnderstoodSide,
  changes: readonly ChangedFile[],
): void {
  for (const change of changes) {
    const before = base.files.get(change.previousPath ?? change.path);
    const after = head.files.get(change.path);
    const [whole, ...rest] = after?.units ?? [];
    const [was, now] = [before?.text ?? null, after?.text ?? null];
    if (was === null || now === null || after === undefined || whole === undefined) continue;
    if (NO_PRODUCT.test(change.path)) continue;
    const facts = compared(was, now, change.path).map(factOf);
    if (facts.length === 0) continue;
    const units = [{ ...whole, facts: [...whole.facts, ...facts] }, ...rest];
    head.files.set(change.path, { ...after, units });
  }
}

function compared(before: string, after: string, path: string): Change[] {
  const lines = changedLines(before, after);
  if (lines === null) return [];
  return [
    ...replacedConstants(lines),
    ...lostVerification(lines),
    ...doors(lines, after, path),
    ...voidChecks(before, after),
  ];
}

function factOf({ name, value, line }: Change): Fact {
  return { kind: "setting", name, value, at: { line, endLine: line } };
}
