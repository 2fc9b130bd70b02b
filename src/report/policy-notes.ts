import type { Annotation, CheckContent } from "../model/check.ts";
import type { PolicyProblem } from "../model/policy.ts";
import { codeSpan, plainBlock, plainLine } from "./encoder.ts";
import { CHECK_TEXT_BYTES, fit } from "./fit.ts";

const LIST_BYTES = 4 * 1024;
const MAX_ANNOTATED = 20;

/** What is wrong with policy files, for the check of a pull request. */
export interface PolicyNotes {
  /** Of the file on the default branch or the base branch, which therefore does not count. */
  inForce: readonly PolicyProblem[];
  /** Whether an earlier valid version counts in its place, else the defaults do. */
  lastValid: boolean;
  /** Keys that a file says and that do not count, each with the reason. */
  refused?: readonly { key: string; why: string }[];
  /** Of the file as the pull request would leave it. */
  proposed: readonly PolicyProblem[];
}

/** Adds to a finished check what is wrong with the policy; without problems it stays as it is. */
export function withPolicyNotes(content: CheckContent, notes: PolicyNotes): CheckContent {
  const added = [inForceNote(notes), refusedNote(notes), proposedNote(notes)].join("");
  if (added === "") return content;
  const room = CHECK_TEXT_BYTES - Buffer.byteLength(content.summary);
  const summary = Buffer.byteLength(added) > room ? content.summary : content.summary + added;
  const annotations = notes.proposed.slice(0, MAX_ANNOTATED).map(toAnnotation);
  return { ...content, summary, annotations: [...annotations, ...content.annotations] };
}

function inForceNote({ inForce, lastValid }: PolicyNotes): string {
  if (inForce.length === 0) return "";
  const instead = lastValid ? "its last valid version stays in force" : "the defaults are in force";
  return `**The policy of this repository cannot be read; ${instead}.**\n\n${list(inForce)}\n`;
}

function refusedNote({ refused = [] }: PolicyNotes): string {
  if (refused.length === 0) return "";
  const rows = refused.map(({ key, why }) => `- ${codeSpan(key)}: ${why}\n`);
  const listed = fit(rows, LIST_BYTES, (count) => `- and ${count} more\n`);
  return `Keys of the policy that do not count:\n\n${listed}\n`;
}

function proposedNote({ proposed }: PolicyNotes): string {
  if (proposed.length === 0) return "";
  return `**This pull request leaves a policy file that cannot be read.**\n\n${list(proposed)}\n`;
}

function list(problems: readonly PolicyProblem[]): string {
  const rows = problems.map(
    ({ path, line, column, message }) =>
      `- ${codeSpan(`${path}:${line}:${column}`)}: ${codeSpan(message, 500)}\n`,
  );
  return fit(rows, LIST_BYTES, (count) => `- and ${count} more\n`);
}

function toAnnotation({ path, line, message }: PolicyProblem): Annotation {
  return {
    path,
    startLine: line,
    endLine: line,
    level: "failure",
    title: plainLine("The policy file cannot be read", 200),
    message: plainBlock(message, 2048),
    rawDetails: null,
  };
}
