import type { PackageSource, ReadDependencies } from "../model/package-source.ts";
import type { AuditFormat, AuditPlaces, AuditVerification } from "../model/audit-check.ts";
import type { DoctorCheck } from "../model/doctor-check.ts";
import type { Problem } from "../model/problem.ts";
import type { Reviewer } from "../ports.ts";
import type { LocalRepository } from "../ports/git.ts";
import type { CheckedRules } from "../review/examples/check-rules.ts";
import type { SandboxHost } from "../sandbox/sandbox-host.ts";

/** The settings of the App, or every problem with them; null where there are none at all. */
export type SettingsRead =
  | {
      settings: {
        dataDir: string;
        databaseUrl: string | null;
        admin: { host: string } | null;
        sandbox: { sameHost: boolean };
      };
    }
  | { problems: Problem[] }
  | null;

/** What can be done with an audit trail from outside of the App, also while that runs. */
export interface AuditCommands {
  /** Where the environment has the data. */
  dataDir: string;
  check(places: AuditPlaces): Promise<AuditVerification>;
  export(
    wanted: { dataDir: string; format: AuditFormat; from: number },
    write: (line: string) => void,
  ): Promise<AuditVerification>;
}

/** What was loaded from a backup. */
export interface LoadedBackup {
  rows: number;
  jobs: number;
}

/** What can be done with the state while no App uses it. */
export interface BackupCommands {
  backup(to: string): Promise<void>;
  restore(from: string): Promise<LoadedBackup>;
  /** From the embedded database to PostgreSQL; `aside` is where the old one went. */
  move(): Promise<LoadedBackup & { aside: string }>;
  /** Deletes what is kept of a repository, but the audit trail. */
  forget(named: string): Promise<{ ids: number[]; rows: number }>;
}

/** What one process of the App does. */
export type AppRole = "start" | "serve" | "work";

/** Where a command writes. Text for `out` and `err` has gone through the encoder. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether `out` shows colours. */
  colour: boolean;
  /** Whether somebody watches `err`, so that progress may be drawn over itself. */
  watched: boolean;
}

/** All that commands get from outside; `main` composes it. */
export interface CommandContext {
  terminal: Terminal;
  /** The folder that the caller is in. */
  folder: string;
  /** The project's own folder, which holds `rules`. */
  root: string;
  version: string;
  /** Aborted when the caller interrupts. */
  signal: AbortSignal;
  openLocal(folder: string): Promise<LocalRepository>;
  /** Starts a reviewer; `warn` hears of children that failed. */
  createReviewer(options: {
    spare: boolean;
    warn: (reason: string) => void;
  }): Promise<Reviewer & { close(): Promise<void> }>;
  /** Checks rules and their examples, by path, where hostile bytes do no harm. */
  checkRules(files: ReadonlyMap<string, Uint8Array>): Promise<CheckedRules>;
  /** Opens the sandbox of this machine; nothing is asked of its engine yet. */
  openSandbox(): Promise<SandboxHost & { packages: PackageSource }>;
  /** Reads what a commit says about packages where hostile bytes do no harm. */
  readDependencies: ReadDependencies;
  /** What the environment says to the App; null when it says nothing. */
  readSettings(): Promise<SettingsRead>;
  /** The audit trail of this machine's data folder, for whoever checks or exports one. */
  openAudit(): Promise<AuditCommands>;
  /** What moves state about; the problems of the settings that say where it is. */
  openBackup(): Promise<BackupCommands | { problems: Problem[] }>;
  /** Looks at state and audit trail, where the environment says that they are. */
  inspectStore(): Promise<DoctorCheck[]>;
  /** Variables by name, for checks that need no more than where files are. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Starts a role of the App by the environment, or answers every problem of the settings. */
  startApp(role: AppRole): Promise<{ port: number | null } | { problems: Problem[] }>;
  /** Works on leases until interrupted, or answers every problem of the settings. */
  startSandboxWorker(): Promise<null | { problems: Problem[] }>;
}

/** A command: takes the arguments after its name and answers the exit code. */
export type RunCommand = (context: CommandContext, args: readonly string[]) => Promise<number>;

/** What every command's exit code means; `review` also has the two of `REVIEW_EXIT`. */
export const EXIT = { done: 0, wrongUse: 2, fault: 3 } as const;

/** A verdict at or above `--fail-on`, and a review that could not see everything. */
export const REVIEW_EXIT = { found: 1, incomplete: 4 } as const;

/** Says what is wrong with how a command was called, and answers the exit code for that. */
export function wrongUse({ terminal }: CommandContext, message: string): number {
  terminal.err(`gatehouse: ${message}\n`);
  return EXIT.wrongUse;
}
