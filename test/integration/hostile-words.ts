import { answerCheck } from "../../src/report/answer-check.ts";
import { finishedReviewCheck } from "../../src/report/review-check.ts";
import { withPolicyNotes } from "../../src/report/policy-notes.ts";
import {
  cancelledSandboxCheck,
  finishedSandboxCheck,
  refusedSandboxCheck,
} from "../../src/report/sandbox-check.ts";
import type { CheckContent } from "../../src/model/check.ts";
import type { RunComparison } from "../../src/model/run-comparison.ts";
import { finding, finished, pullRequest, review, run } from "../report/examples.ts";

/** What stands in everything that is hostile, so that a page can be searched for it. */
export const MARK = "ZEBRA";

/** Everything that Markdown, GitHub or a browser would act on, in one text. */
export const HOSTILE = [
  `${MARK} @octocat #1 GH-2 owner/site#3 ${"0123456789".repeat(4)}`,
  `https://bad.example.invalid www.bad.example.invalid [${MARK}](https://bad.example.invalid)`,
  `![${MARK}](https://bad.example.invalid/x.png) <img src="https://bad.example.invalid/y.png">`,
  `<details open><summary>${MARK}</summary></details> <kbd>${MARK}</kbd> <script>1</script>`,
  `**${MARK}** \`\`\` ~~~ \`${MARK}\` &#64;octocat`,
  "",
  `# ${MARK}`,
  `| ${MARK} | b |\n|---|---|\n| ![x](https://bad.example.invalid/z.png) | @octocat |`,
  "```",
  `[${MARK}]: https://bad.example.invalid`,
  `> ${MARK} @octocat`,
  `- [ ] ${MARK}`,
].join("\n");

/** A check of each kind in which every word of others is hostile, by its name. */
export function hostileChecks(page: string): [string, CheckContent][] {
  const evidence = [{ path: HOSTILE, line: 1, kind: "flow", text: HOSTILE, decoded: [HOSTILE] }];
  const own = review({
    summary: HOSTILE,
    findings: [
      finding({ path: HOSTILE, message: HOSTILE, evidence }),
      finding({
        rule: "house/own",
        path: "a.js",
        message: HOSTILE,
        evidence,
        fingerprint: "b".repeat(32),
      }),
    ],
    executions: [{ path: HOSTILE, trigger: "install", by: HOSTILE, secrets: [HOSTILE], new: true }],
    unanalysed: [{ path: HOSTILE, reason: HOSTILE }],
  });
  const pull = pullRequest({
    ...{ review: own, baseBranch: HOSTILE },
    weakened: [{ key: HOSTILE, before: HOSTILE, after: HOSTILE }],
    accepted: [{ fingerprint: "b".repeat(32), by: HOSTILE, reason: HOSTILE }],
  });
  const problem = { key: HOSTILE, path: HOSTILE, line: 1, column: 1, message: HOSTILE };
  const reviewed = finishedReviewCheck(
    finished({ pullRequests: [pull], repository: { owner: "o", name: "n", url: page } }),
  );
  const tests = { passed: 1, failed: 2, skipped: 0, source: "reported" } as const;
  const failures = [{ name: HOSTILE, path: HOSTILE, line: 3 }];
  const ran = run({
    ...{ reason: HOSTILE, warnings: [HOSTILE], tests: { ...tests, failures } },
    log: { bytes: 9, truncated: false, tail: `\u001b[31m${HOSTILE}\n${HOSTILE}` },
    behaviours: [
      {
        ...{ capability: "network.send", target: HOSTILE, process: HOSTILE, step: HOSTILE },
        ...{ count: 1, announcedBy: null },
      },
    ],
    processes: { started: 1, shown: [{ node: 1, parent: 0, pid: 2, command: HOSTILE }] },
  });
  const comparison: RunComparison = { differences: [{ what: "command", detail: HOSTILE }] };
  const help = "https://gatehouse.example/help";
  return [
    [
      "Gatehouse / review",
      withPolicyNotes(reviewed, { inForce: [problem], lastValid: true, proposed: [] }),
    ],
    [
      "Gatehouse / sandbox",
      finishedSandboxCheck({ run: ran, comparison, approvedBy: HOSTILE, helpUrl: help }),
    ],
    ["Gatehouse / sandbox", refusedSandboxCheck([{ where: HOSTILE, message: HOSTILE }])],
    ["Gatehouse / sandbox", cancelledSandboxCheck({ newHead: HOSTILE })],
    [
      "Gatehouse / answer",
      answerCheck({ kind: "problems", problems: [HOSTILE], nearest: HOSTILE }, help),
    ],
    ["Gatehouse / answer", answerCheck({ kind: "denied", reason: HOSTILE }, help)],
  ];
}
