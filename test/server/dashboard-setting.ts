import { randomBytes } from "node:crypto";
import pino from "pino";
import type { AuditEntry } from "../../src/model/audit.ts";
import type { RuleText } from "../../src/model/rule-text.ts";
import type { Review } from "../../src/model/review.ts";
import { createAdminEdge } from "../../src/server/admin-edge.ts";
import { dashboardRoutes } from "../../src/server/dashboard/routes.ts";
import { createMetrics } from "../../src/server/metrics.ts";
import { sampleApproval, sampleReview, sampleRun } from "../store/samples.ts";

export const TOKEN = randomBytes(32).toString("hex");
export const HEAD = "ab".repeat(20);
/** What an author would like a browser to take for HTML. */
export const EVIL = `"><script>document.title="owned"</script><img src=x onerror="document.title='owned'"> \u202e'</code>`;

const REVIEW: Review = {
  ...sampleReview("malicious"),
  summary: `\`scripts/${EVIL}.js\` (new) runs on install`,
  findings: [
    {
      ...{ rule: "credentials/read-and-send", axis: "malice", severity: "critical" },
      ...{ confidence: "high", change: "added", path: `scripts/${EVIL}.js`, line: 4, endLine: 4 },
      ...{ message: `Reads ~/.npmrc and sends it to ${EVIL}`, fingerprint: "0".repeat(32) },
      triggers: ["install"],
      evidence: [{ path: EVIL, line: 4, kind: "flow", text: EVIL, decoded: [EVIL] }],
    },
  ],
  executions: [{ path: EVIL, trigger: "install", by: EVIL, secrets: [EVIL], new: true }],
  unanalysed: [{ path: EVIL, reason: EVIL }],
};

const SERIES = Array.from({ length: 90 }, (_, at) => ({
  atMs: at * 100,
  cpuMs: at * 60 + (at % 7) * 20,
  bytes: (20 + 30 * Math.sin(at / 15) ** 2) * 2 ** 20,
  pids: 5 + (at % 9),
}));

const RULE: RuleText = {
  ...{ title: "Sends a credential", why: "why", normal: "normal", do: "do", references: [] },
  page: "https://rules.example.invalid/rules/credentials/read-and-send",
};

/** The dashboard on a real listener, with things to show that somebody hostile wrote. */
export async function openDashboard() {
  const audit: AuditEntry[] = [];
  let passed = 0;
  const repository = { installationId: 1, id: 12, owner: "owner", name: EVIL };
  const run = {
    ...{ ...sampleApproval("run-1", 1), repository, headSha: HEAD, state: "ended" as const },
    result: {
      ...sampleRun(),
      processes: {
        started: 120,
        shown: [
          { node: 1, parent: 0, pid: 7, command: "node --test" },
          { node: 2, parent: 1, pid: 8, command: EVIL },
          // Whoever lies about a run cannot make a circle of it.
          { node: 3, parent: 4, pid: 9, command: "sh" },
          { node: 4, parent: 3, pid: 10, command: "cat" },
        ],
      },
      resources: { ...sampleRun().resources, series: SERIES },
      log: { bytes: 10, truncated: true, tail: `not ok 1\n${EVIL}\n` },
    },
  };
  const queue = { waiting: 3, active: 1, abandoned: 0, oldestSeconds: 12 };
  const queues = async () => [{ queue: "review" as const, ...queue }];
  const routes = dashboardRoutes({
    letIn: ["host-1", "host-3"],
    ...{ signIn: null, mayAsk: async () => true },
    github: { permission: async () => ({ userId: 1, permission: "none" }) },
    ...{ token: TOKEN, version: "1.2.3", queues, now: () => new Date(Date.now() + passed) },
    overview: {
      reviews: async () => [
        {
          ...{ repositoryId: 12, repository: `owner/${EVIL}`, pullRequest: 3, headSha: HEAD },
          ...{ verdict: "malicious", complete: false, findings: 1, summary: REVIEW.summary },
        },
      ],
      hits: async () => ({
        of: 40,
        rules: [{ rule: EVIL, reviews: 10, findings: 12, distinct: 8, accepted: 2 }],
      }),
      runs: async () => [run],
      run: async (id) => (id === "run-1" ? run : null),
      repository: async (id) => (id === 12 ? repository : null),
      policies: async () => [{ repositoryId: 12, repository: EVIL, text: `mode: ${EVIL}` }],
      workers: async () => [
        {
          ...{ name: "host-1", heardAt: new Date(Date.now() + passed - 1000) },
          report: { unready: EVIL, runtime: EVIL, busy: false },
        },
        {
          name: "host-2",
          heardAt: new Date(0),
          report: { unready: null, runtime: "runc", busy: true },
        },
      ],
      waiting: async () => [
        { queue: "review", state: "created", key: EVIL, due: new Date(0), attempts: 0 },
      ],
    },
    explainPolicy: async ({ name }) => ({
      keys: [{ key: name, value: [EVIL], origin: "organisation", lockedBy: "server" }],
      refused: [{ key: EVIL, origin: "repository", why: EVIL }],
    }),
    rules: new Map([["credentials/read-and-send", RULE]]),
    store: { review: async (_, __, head) => (head === HEAD ? REVIEW : null) },
    recent: async () => [
      {
        ...{ sequence: 4, time: "2026-11-01T00:00:00Z", kind: "command", previous: "0".repeat(64) },
        detail: { sender: EVIL },
      },
    ],
    audit: { append: async (entry) => void audit.push(entry) },
  });
  const edge = createAdminEdge({
    ...{ metrics: createMetrics("1"), queues, ready: async () => undefined },
    ...{ log: pino({ level: "silent" }), dashboard: routes },
  });
  const { port } = await edge.listen({ host: "127.0.0.1", port: 0 });
  return {
    url: `http://127.0.0.1:${port}`,
    audit,
    pass: (milliseconds: number) => void (passed += milliseconds),
    close: () => edge.drain(),
  };
}

/** Every page that there is. */
export const ADDRESSES = [
  ...["/", "/queue", "/reviews", "/runs", "/rules", "/workers", "/policies", "/audit"],
  ...[`/reviews/12/3/${HEAD}`, "/runs/run-1"],
];
