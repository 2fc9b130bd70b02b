/**
 * What each room may import besides itself. `ports` is for types only. A file directly in
 * `src` is a room of its own, except that `cli.ts`, `policy*.ts` and
 * `settings*.ts` belong to their room.
 */
export const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  model: [],
  ports: ["model"],
  settings: ["model"],
  review: ["model"],
  execution: ["model"],
  report: ["model"],
  sandbox: ["model", "ports"],
  policy: ["model", "review", "execution", "sandbox", "report"],
  github: ["model", "ports"],
  git: ["model", "ports"],
  registry: ["model", "ports"],
  store: ["model", "ports"],
  // The child's entry: what it runs is what it must load.
  isolate: ["model", "ports", "review", "execution", "policy"],
  jobs: ["model", "ports", "policy", "review", "execution", "sandbox", "report"],
  lease: ["model", "ports"],
  server: ["model", "ports", "jobs", "report"],
  cli: ["model", "ports", "policy", "settings", "jobs", "review", "execution", "sandbox", "report"],
};

/** The composition alone names everything. */
export const ROOTS = [
  "main",
  "start",
  "start-sandbox-worker",
  "compose-sandbox",
  "compose-parts",
  "compose-operation",
];

/** The room of a source file, by its path from the project's folder. */
export function roomOf(path: string): string {
  const [, first = "", ...rest] = path.split("/");
  if (rest.length > 0) return first;
  return first.replace(/\.ts$/, "").replace(/^(policy|settings)-.*/, "$1");
}
