import type { Execution, Finding } from "../../model/review.ts";

/**
 * Findings without those that only repeat another file's: who starts a file does what the file
 * does, and it is said once, where it stands.
 */
export function withoutEchoes(
  findings: readonly Finding[],
  executions: readonly Execution[],
): Finding[] {
  const places = Map.groupBy(findings, said);
  return findings.filter((finding) => {
    const others = (places.get(said(finding)) ?? []).map(({ path }) => path);
    return !others.some((path) => path !== finding.path && starts(finding.path, path, executions));
  });
}

function said({ rule, message }: Finding): string {
  return `${rule}\n${message}`;
}

/** Whether one file is why another runs: an execution says it first. */
function starts(from: string, to: string, executions: readonly Execution[]): boolean {
  return executions.some(({ path, by }) => path === to && by.startsWith(`${from}: `));
}
