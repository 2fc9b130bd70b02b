import type { Task } from "./task.ts";

/**
 * Every reader of hostile bytes that runs in a child, by name. A task's code is loaded in its
 * child only; adding one is one line here and one file beside it.
 */
export const TASKS: Readonly<Record<string, () => Promise<Task>>> = {
  review: async () => (await import("./review-task.ts")).reviewTask(),
  evidence: async () => (await import("./evidence-task.ts")).evidenceTask(),
  policy: async () => (await import("./policy-task.ts")).policyTask(),
  results: async () => (await import("./results-task.ts")).resultsTask(),
  dependencies: async () => (await import("./dependencies-task.ts")).dependenciesTask(),
  "python-index": async () => (await import("./python-index-task.ts")).pythonIndexTask(),
  module: async () => (await import("./module-task.ts")).moduleTask(),
  rules: async () => (await import("./rules-task.ts")).rulesTask(),
};
