import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** One payload that GitHub publishes as an example, with the event that it is of. */
export interface PublishedExample {
  event: string;
  action: string | null;
  payload: Record<string, unknown>;
}

/** Every example of the events that there are, as the package of GitHub's own examples has them. */
export function publishedExamples(): PublishedExample[] {
  const path = createRequire(import.meta.url).resolve(
    "@octokit/webhooks-examples/api.github.com/index.json",
  );
  // The package's own form: https://github.com/octokit/webhooks
  const all = JSON.parse(readFileSync(path, "utf8")) as {
    name: string;
    examples: Record<string, unknown>[];
  }[];
  return all.flatMap(({ name, examples }) =>
    examples.map((payload) => {
      const { action } = payload;
      return { event: name, action: typeof action === "string" ? action : null, payload };
    }),
  );
}

/** An example as a delivery of today to this App: most are older than installations. */
export function installed({ payload, ...of }: PublishedExample, appId: number): PublishedExample {
  const now = structuredClone(payload);
  now["installation"] ??= { id: 3, node_id: "MDIzOkludGVncmF0aW9u" };
  for (const name of ["check_run", "check_suite"]) {
    if (isObject(now[name])) now[name]["app"] = { id: appId, slug: "gatehouse" };
  }
  const { issue, repository } = now;
  if (isObject(issue)) issue["pull_request"] ??= { url: "https://api.example.invalid/pulls/1" };
  if (isObject(repository) && of.event === "push") {
    const branch = String(now["ref"]).replace(/^refs\/heads\//, "");
    Object.assign(repository, { default_branch: branch });
  }
  return { ...of, payload: now };
}

/** What is left of accounts and forks that somebody deleted. */
export function forsaken({ payload, ...of }: PublishedExample): PublishedExample {
  const now = withoutPeople(payload);
  // GitHub's account for everybody who is gone: https://github.com/ghost
  return { ...of, payload: { ...now, sender: { login: "ghost", id: 10137, type: "User" } } };
}

const GONE = new Set(["user", "author", "committer", "pusher", "assignee", "merged_by"]);

function withoutPeople(payload: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(payload, (key, value: unknown) => {
    if (GONE.has(key)) return null;
    return key === "head" && isObject(value) && "repo" in value ? { ...value, repo: null } : value;
  });
  return JSON.parse(text) as Record<string, unknown>; // what was an object before
}

/** The same from a fork of somebody else. */
export function fromFork({ payload, ...of }: PublishedExample): PublishedExample {
  const now = structuredClone(payload);
  const { pull_request: pull } = now;
  if (isObject(pull) && isObject(pull["head"])) {
    pull["head"]["repo"] = {
      id: 77,
      name: "fork",
      fork: true,
      owner: { login: "outsider", id: 8 },
    };
  }
  return { ...of, payload: now };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
