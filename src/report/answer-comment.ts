import type { Reaction } from "../model/job.ts";
import type { Answer, AnswerText } from "./answer-check.ts";

/** A comment that answers another one. */
export interface AnswerComment {
  body: string;
  /** What the answer to this comment, and no other text, begins with. */
  begins: string;
}

const BEGINS = "**Gatehouse**, in answer to ";

/** Whether a comment of ours answers another one. */
export function isAnswer(body: string): boolean {
  return body.startsWith(BEGINS);
}

/** The comment that answers the one at `askedUrl`, in the words of the check run. */
export function answerComment(
  { title, summary }: AnswerText,
  askedUrl: string,
  helpUrl: string,
): AnswerComment {
  const begins = `${BEGINS}[this comment](${askedUrl}): `;
  return { begins, body: `${begins}${title}.\n\n${summary}\n[Help](${helpUrl})\n` };
}

/** What stands at the comment itself, for who does not read on. */
export function reactionTo({ kind }: Answer): Reaction {
  switch (kind) {
    case "problems":
    case "denied":
      return "confused";
    case "exact-command":
      return "eyes";
    default:
      return "+1";
  }
}
