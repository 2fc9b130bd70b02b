import type { Generated, GeneratedAlways } from "kysely";
import type { DeliveryState } from "../model/delivery.ts";
import type { CheckKind } from "../model/check.ts";
import type { Verdict } from "../model/review.ts";
import type { SandboxApproval } from "../ports.ts";
import type { RangeKind } from "../ports/ranges.ts";

/**
 * The tables. Nested values are JSON in text columns, not `jsonb`: PostgreSQL's `jsonb` refuses
 * U+0000 and lone surrogates, both of which hostile text can hold.
 */
export interface Tables {
  "gatehouse.delivery": {
    id: string;
    event: string;
    action: string | null;
    body: string;
    received_at: Date;
    state: DeliveryState;
  };
  "gatehouse.known_head": {
    repository_id: number;
    pull_request: number;
    head_sha: string;
    repository: string;
    base_branch: string;
    same_repository: boolean;
    /** Whose fork it is in; null where that is not known. */
    head_owner: string | null;
    open: boolean;
    recorded_at: Date;
    /** Breaks ties between heads that were recorded in the same millisecond. */
    recorded_order: Generated<number>;
  };
  "gatehouse.check_run": {
    id: Generated<string>;
    repository_id: number;
    repository: string;
    kind: CheckKind;
    head_sha: string;
    run: string;
    completed: boolean;
    created_order: GeneratedAlways<number>;
    sequence: number;
    written_sequence: Generated<number>;
    check_run_id: number | null;
    /** When anything was last wanted of it. */
    wanted_at: Generated<Date>;
    content: string;
    /** Whether the log in its long text was emptied, its time being over. */
    log_forgotten: Generated<boolean>;
  };
  "gatehouse.review": {
    repository_id: number;
    pull_request: number;
    head_sha: string;
    verdict: Verdict;
    /** Once malicious, remembered, whatever a later review of the same head says. */
    was_malicious: boolean;
    review: string;
    /** Blob ids of its evidence by path, as JSON. */
    evidence: string;
    /** The newest malicious review of this head with its evidence, as JSON. */
    malicious: string | null;
    saved_order: GeneratedAlways<number>;
  };
  "gatehouse.sticky": {
    repository_id: number;
    pull_request: number;
    comment_id: number | null;
    begun_at: Date;
  };
  "gatehouse.pace": {
    installation_id: number;
    next_write_at: Date;
    held_until: Date | null;
  };
  "gatehouse.spent": {
    installation_id: number;
    purse: string;
    payer: string;
    spent_at: Date;
  };
  "gatehouse.acceptance": {
    id: string;
    repository_id: number;
    pull_request: number;
    head_sha: string;
    binding: string;
    by_id: number;
    by_login: string;
    reason: string;
    accepted_at: Date;
    accepted_order: GeneratedAlways<number>;
    taken_back_at: Generated<Date | null>;
    /** The comment that did it. */
    taken_back_by: Generated<string | null>;
  };
  "gatehouse.pusher": {
    repository_id: number;
    pull_request: number;
    user_id: number;
  };
  "gatehouse.range": {
    repository_id: number;
    head_sha: string;
    base_sha: string;
    repository: string;
    kind: RangeKind;
    branch: string;
    pull_request: number | null;
    open: boolean;
    recorded_at: Date;
    review: string | null;
  };
  "gatehouse.policy": {
    repository_id: number;
    text: string | null;
  };
  "gatehouse.organisation_policy": {
    installation_id: number;
    text: string | null;
  };
  "gatehouse.worker": {
    name: string;
    heard_at: Date;
    /** What it said, as JSON. */
    report: string;
  };
  "gatehouse.blob_part": {
    /** SHA-256 of the whole; another id while it is still being written. */
    blob: string;
    part: number;
    content: Buffer;
    stored_at: Generated<Date>;
  };
  "gatehouse.approval": {
    run_id: string;
    repository_id: number;
    pull_request: number;
    /** The comment or click, so that it approves once. */
    asked_by: string;
    state: SandboxApproval["state"];
    approval: string;
    result: string | null;
    base_run: string | null;
    /** Null as long as it goes on. */
    ended_at: Generated<Date | null>;
    /** Whether its log and curves were emptied, their time being over. */
    log_forgotten: Generated<boolean>;
    approved_order: GeneratedAlways<number>;
  };
}
