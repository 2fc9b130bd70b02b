import type { CheckContent } from "../model/check.ts";
import type { CommandHelp } from "../model/command.ts";
import type { Finding } from "../model/review.ts";
import type { RuleText } from "../model/rule-text.ts";
import { codeBlock, codeSpan } from "./encoder.ts";
import { findingCard } from "./finding-card.ts";
import { fit } from "./fit.ts";
import type { Outcome } from "../model/outcome.ts";

/** One run, as `/sandbox status` lists it. */
export interface RunStatus {
  headSha: string;
  profile: string;
  state: "approved" | "running" | "ended" | "cancelled";
  outcome: Outcome | null;
  approvedBy: string;
}

/** What a command is answered with; people who may not ask get no answer at all. */
export type Answer =
  | { kind: "help"; commands: readonly CommandHelp[] }
  | { kind: "problems"; problems: readonly string[]; nearest: string | null }
  | { kind: "exact-command"; line: string }
  | { kind: "denied"; reason: string }
  | { kind: "status"; runs: readonly RunStatus[] }
  | {
      kind: "explain";
      findings: readonly Finding[];
      repositoryUrl: string;
      headSha: string;
      rules: ReadonlyMap<string, RuleText>;
    }
  | { kind: "accepted"; finding: Finding; reason: string; by: string }
  | { kind: "reopened"; rule: string; path: string; by: string }
  | { kind: "done"; what: "review" | "cancel" };

const TEXT_BYTES = 48 * 1024;

/** An answer in words. */
export interface AnswerText {
  title: string;
  summary: string;
}

/** The check that answers a command. It is always neutral: an answer judges nothing. */
export function answerCheck(answer: Answer, helpUrl: string): CheckContent {
  return checkOfAnswer(answerText(answer), helpUrl);
}

/** The check that says what an answer says. */
export function checkOfAnswer({ title, summary }: AnswerText, helpUrl: string): CheckContent {
  return {
    status: "completed",
    conclusion: "neutral",
    title,
    summary: `${summary}\n[Help](${helpUrl})\n`,
    text: null,
    annotations: [],
    buttons: [],
  };
}

/** What an answer says, with strangers' words in code only. */
export function answerText(answer: Answer): AnswerText {
  switch (answer.kind) {
    case "help":
      return { title: "Commands", summary: help(answer.commands) };
    case "problems":
      return { title: "That command was not understood", summary: problems(answer) };
    case "exact-command":
      return {
        title: "Name the commit to run it",
        summary: `The head is a fork's, and its owner can move it at any time. If you have read this commit, comment exactly this line:\n${codeBlock(answer.line, 256)}`,
      };
    case "denied":
      return { title: "Not done", summary: `${codeSpan(answer.reason, 500)}\n` };
    case "status":
      return { title: "Sandbox runs of this pull request", summary: status(answer.runs) };
    case "explain":
      return { title: "Explanation", summary: explanation(answer) };
    case "accepted":
      return { title: "Finding accepted", summary: acceptance(answer) };
    case "reopened":
      return {
        title: "Finding counts again",
        summary: `${codeSpan(answer.by)} took back that ${codeSpan(answer.rule)} in ${codeSpan(answer.path)} was accepted. The head is reviewed again.\n`,
      };
    case "done":
      return answer.what === "review"
        ? { title: "Reviewing again", summary: "The head is reviewed again.\n" }
        : { title: "Stopped", summary: "The sandbox runs of this pull request are stopped.\n" };
  }
}

function help(commands: readonly CommandHelp[]): string {
  const rows = commands.map(
    ({ usage, says, role }) => `- ${codeSpan(usage)}: ${says} Needs the role ${role}.\n`,
  );
  return `A command is the whole comment and starts at its first character.\n\n${rows.join("")}`;
}

function problems({ problems: all, nearest }: Extract<Answer, { kind: "problems" }>): string {
  const rows = all.map((message) => `- ${codeSpan(message, 500)}\n`).join("");
  const meant = nearest === null ? "" : `\nIt is written like this:\n${codeBlock(nearest, 256)}`;
  return `${rows}${meant}`;
}

function status(runs: readonly RunStatus[]): string {
  if (runs.length === 0) return "There are none.\n";
  const rows = runs.map(({ headSha, profile, state, outcome, approvedBy }) => {
    const how = outcome === null ? state : `${state}: ${outcome}`;
    return `- ${codeSpan(headSha)}, profile ${codeSpan(profile)}, ${how}; asked for by ${codeSpan(approvedBy)}\n`;
  });
  return fit(rows, TEXT_BYTES, (count) => `- and ${count} more\n`);
}

function explanation(answer: Extract<Answer, { kind: "explain" }>): string {
  if (answer.findings.length === 0) return "The review of this head has no such finding.\n";
  const cards = answer.findings.map((finding) =>
    findingCard({ finding, also: [] }, { ...answer, canAccept: true }),
  );
  return fit(cards, TEXT_BYTES, (count) => `**And ${count} more places.**\n`);
}

function acceptance({ finding, reason, by }: Extract<Answer, { kind: "accepted" }>): string {
  return `${codeSpan(by)} accepted ${codeSpan(finding.rule)} in ${codeSpan(finding.path)}: ${codeSpan(reason, 500)}\n\nThis holds for exactly this evidence; any change to it ends the acceptance.\n`;
}
