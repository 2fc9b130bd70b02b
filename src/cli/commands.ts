import type { RunCommand } from "./command.ts";

/** One line of the table of commands; the code is loaded when the command is used. */
export interface CommandEntry {
  usage: string;
  summary: string;
  load: () => Promise<RunCommand>;
}

/** Every command, one file of this folder each, in the order of the help page. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  review: {
    usage:
      "review [--repo DIR] [--base REV] [--head REV] [--format text|json|sarif|markdown] [--fail-on malicious|suspicious]",
    summary: "review what HEAD adds to the default branch, without running any of it",
    load: async () => (await import("./review.ts")).runReview,
  },
  preview: {
    usage: "preview [--repo DIR] [--last N]",
    summary: "review the changes that were merged last: what would have been red?",
    load: async () => (await import("./preview.ts")).runPreview,
  },
  rules: {
    usage: "rules list | rules explain [RULE|verdict] | rules test DIR",
    summary: "list the rules, explain one or how a verdict comes about, or check rules of your own",
    load: async () => (await import("./rules.ts")).runRules,
  },
  sandbox: {
    usage: "sandbox run [--repo DIR] [--rev REV] [--profile NAME] [--format text|json]",
    summary: "run the tests of a commit in the sandbox of this machine",
    load: async () => (await import("./sandbox.ts")).runSandbox,
  },
  images: {
    usage: "images build|update|list [NAME...|all]",
    summary: "build the sandbox images that are missing, all of them anew, or list them",
    load: async () => (await import("./images.ts")).runImages,
  },
  doctor: {
    usage: "doctor [--json]",
    summary: "say what this machine has and lacks, and try every limit and wall of the sandbox",
    load: async () => (await import("./doctor.ts")).runDoctor,
  },
  audit: {
    usage:
      "audit verify [--data DIR] [--file FILE] [--checkpoints FILE] [--key FILE] [--head SHA256] | audit export [--data DIR] [--format jsonl|in-toto] [--from N]",
    summary: "check the audit trail, offline, or write it out for other programs",
    load: async () => (await import("./audit.ts")).runAudit,
  },
  backup: {
    usage: "backup --to DIR",
    summary: "copy state and audit trail into a new folder; of PostgreSQL also while it is used",
    load: async () => (await import("./backup.ts")).runBackup,
  },
  restore: {
    usage: "restore --from DIR",
    summary: "put a backup into an empty database and data folder",
    load: async () => (await import("./restore.ts")).runRestore,
  },
  move: {
    usage: "move",
    summary: "move everything from the embedded database to the PostgreSQL of DATABASE_URL",
    load: async () => (await import("./move.ts")).runMove,
  },
  forget: {
    usage: "forget OWNER/NAME",
    summary: "delete what is kept of a repository, but the audit trail, while Gatehouse is stopped",
    load: async () => (await import("./forget.ts")).runForget,
  },
  start: {
    usage: "start",
    summary: "start the App: webhooks, reviews and, where the settings say so, the sandbox",
    load: async () => (await import("./start.ts")).runStart,
  },
  serve: {
    usage: "serve",
    summary: "take webhooks and serve sandbox workers, beside others on one PostgreSQL",
    load: async () => (await import("./serve.ts")).runServe,
  },
  work: {
    usage: "work",
    summary: "work on jobs, beside others on one PostgreSQL; as many as you like",
    load: async () => (await import("./work.ts")).runWork,
  },
  "sandbox-worker": {
    usage: "sandbox-worker",
    summary: "run sandbox containers for an App on another host, without any of its secrets",
    load: async () => (await import("./sandbox-worker.ts")).runSandboxWorker,
  },
  workers: {
    usage: "workers token NAME",
    summary: "make a token for a sandbox worker",
    load: async () => (await import("./workers.ts")).runWorkers,
  },
  config: {
    usage: "config validate|explain [--repo DIR] [--server FILE] [--organisation FILE]",
    summary:
      "check .github/gatehouse.yml as it stands in the folder, or say where each key comes from",
    load: async () => (await import("./config.ts")).runConfig,
  },
};
