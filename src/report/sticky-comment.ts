import type { Finding } from "../model/review.ts";
import type { RuleText } from "../model/rule-text.ts";
import { CHECK_NAMES } from "../model/check.ts";
import { blobLink, codeSpan, ownLink } from "./encoder.ts";
import { openFindings, type PullRequestReview, standingOf } from "./finished-review.ts";
import { rankFindings } from "./ranking.ts";
import { reviewTitle } from "./review-title.ts";

/** What the one comment of a pull request is made from. */
export interface StickyFacts {
  pullRequest: PullRequestReview;
  headSha: string;
  repositoryUrl: string;
  rules: ReadonlyMap<string, RuleText>;
  helpUrl: string;
}

/** Its text, and whether it is a reason to write one where there is none. */
export interface StickyComment {
  body: string;
  begin: boolean;
}

/** A comment is read on the way; the check run has the rest. */
const MOST_FINDINGS = 10;

/**
 * The one comment of a pull request. It begins when a head is malicious, and afterwards says
 * how the pull request stands, so that it never says what is not so any more. Like every text
 * of ours, it accuses nobody and holds strangers' words in code only: no mention notifies.
 */
export function stickyComment({ pullRequest, headSha, rules, ...at }: StickyFacts): StickyComment {
  const standing = standingOf(pullRequest);
  const begin = standing.state === "malicious";
  const title = codeSpan(reviewTitle(standing, rules), 400);
  const commit = codeSpan(headSha);
  const lines = begin
    ? [
        `**Gatehouse: please look before anybody runs this.** At ${commit}:\n`,
        `${title}\n`,
        ...findingLines(openFindings(pullRequest), { headSha, rules, ...at }),
        `\nThe check \`${CHECK_NAMES.review}\` of that commit shows why, and how a maintainer accepts a finding that is meant to be there.`,
      ]
    : [
        `**Gatehouse: this comment told of an earlier state of the pull request.** Now, at ${commit}:\n`,
        `${title}\n`,
        `The check \`${CHECK_NAMES.review}\` of that commit has the rest.`,
      ];
  return { body: `${lines.join("\n")} [Help](${at.helpUrl})\n`, begin };
}

function findingLines(
  findings: readonly Finding[],
  { headSha, rules, repositoryUrl }: Omit<StickyFacts, "pullRequest">,
): string[] {
  const ranked = rankFindings(findings.filter(({ axis }) => axis === "malice"));
  const lines = ranked.slice(0, MOST_FINDINGS).map(({ finding }) => {
    const { rule, path, line, endLine } = finding;
    const place = blobLink({ repositoryUrl, sha: headSha, path, line, endLine });
    const { title = rule, page } = rules.get(rule) ?? {};
    return `- ${page === undefined ? codeSpan(title) : ownLink(title, page)} in ${place}`;
  });
  const more = ranked.length - lines.length;
  return more > 0 ? [...lines, `- and ${more} more`] : lines;
}
