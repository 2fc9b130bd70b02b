import type { RunStatus } from "../report/answer-check.ts";
import type { SandboxApproval } from "../ports.ts";

/** One run as an answer lists it. */
export function statusOf(approval: SandboxApproval): RunStatus {
  const { headSha, request, state, result, approvedBy } = approval;
  return {
    headSha,
    profile: request.profile,
    state,
    outcome: result?.outcome ?? null,
    approvedBy: approvedBy.login,
  };
}
