/**
 * When a file of a repository runs, from the moment somebody looks at it to the moment it
 * serves a request. The order is the order in which a report names them: what needs the
 * least of a victim comes first.
 */
export const TRIGGERS = [
  "clone",
  "open",
  "agent",
  "install",
  "build",
  "test",
  "import",
  "ci",
  "ci-secrets",
  "release",
  "request",
] as const;

/** One of the closed list of triggers. */
export type Trigger = (typeof TRIGGERS)[number];

/** How a report says a trigger in a sentence: "… runs …". */
export const TRIGGER_PHRASES: Record<Trigger, string> = {
  clone: "when the repository is cloned",
  open: "when the folder is opened in an editor",
  agent: "when an AI agent works in the folder",
  install: "on install",
  build: "on build",
  test: "when the tests run",
  import: "when the package is imported",
  ci: "in CI",
  "ci-secrets": "in CI with secrets in reach",
  release: "on release",
  request: "when a request comes in",
};
