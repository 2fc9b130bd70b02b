import type { SandboxRequest } from "../model/sandbox-request.ts";
import type { SandboxApproval } from "../ports.ts";

/** What of an approval runs next: the merge base, where it is to be compared with, or the head. */
export interface Step {
  request: SandboxRequest;
  isBase: boolean;
}

/** The next step of an approval that has not ended. */
export function nextStep({ base, baseRun, request }: SandboxApproval): Step {
  return base !== undefined && baseRun === null
    ? { request: base, isBase: true }
    : { request, isBase: false };
}

/** What is said of a stage: of the merge base that it is of that. */
export function stageOf(approval: SandboxApproval, stage: string): string {
  return nextStep(approval).isBase ? `on the merge base: ${stage}` : stage;
}
