import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditRecord } from "../../src/model/audit.ts";
import { fillAsFirstStart } from "../store/first-start.ts";
import { createStandIn, type StandIn } from "../stand-in/stand-in.ts";

const ROOT = join(import.meta.dirname, "../..");
/** The webhook secret of every test. */
export const SECRET = "0f5ae1c8b7d94e6f83b1a2c7d0e9f4b6a5c8d7e1f2b3a4c6";

/** The App's key pair. */
export const KEYS = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** One line of the program's log. */
export type LogLine = Record<string, unknown> & { msg: string };

/** The real program, started as an operator starts it, and a GitHub of our own before it. */
export interface RunningApp {
  /** What it said on its standard error. */
  complaint(): string;
  standIn: StandIn;
  /** Where the program listens. */
  url: string;
  /** Where it listens for its operator; the environment has to ask for that. */
  adminUrl: string;
  dataDir: string;
  /** The process that lives now. */
  pid(): number;
  /** Everything that it has logged, over all its lives. */
  log: LogLine[];
  /** Waits for a line of the log; also one of before. */
  logged(fits: (line: LogLine) => boolean, milliseconds?: number): Promise<LogLine>;
  audit(): AuditRecord[];
  /** Ends it as an operator does, and answers the exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again on the same data. */
  start(environment?: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

/** How the program is started besides what it needs. */
export interface AppOptions {
  /** The role that listens; `start` is all of them. */
  role?: "start" | "serve";
  environment?: Record<string, string>;
}

/** Starts stand-in and program; `close` ends both and fails when GitHub's contract was broken. */
export async function startApp(options: AppOptions = {}): Promise<RunningApp> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-app-"));
  const standIn = await createStandIn({
    webhookSecret: SECRET,
    gitRoot: join(folder, "github"),
    appPublicKey: KEYS.publicKey,
  });
  const dataDir = join(folder, "data");
  fillAsFirstStart(dataDir);
  const { environment = {}, role = "start" } = options;
  const program = runProgram({ standIn, dataDir, environment, role });
  await program.start();
  return {
    ...program,
    standIn,
    dataDir,
    get url() {
      return program.url();
    },
    get adminUrl() {
      const line = program.log.findLast(({ msg }) => msg === "listening for the operator");
      return `http://127.0.0.1:${String(line?.["port"])}`;
    },
    audit: () => auditOf(dataDir),
    async close() {
      await program.kill();
      try {
        await standIn.close();
      } finally {
        // A git that the killed program had started may still write for a moment.
        rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      }
    },
  };
}

function auditOf(dataDir: string): AuditRecord[] {
  const text = readFileSync(join(dataDir, "audit", "audit.jsonl"), "utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  // Written by the program under test, whose own tests hold the form.
  return lines.map((line) => JSON.parse(line) as AuditRecord);
}

/** What the program is started with, in whatever role. */
export function environmentOf(standIn: StandIn, dataDir: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: "/nonexistent",
    APP_ID: String(standIn.app.id),
    PRIVATE_KEY: KEYS.privateKey,
    WEBHOOK_SECRET: SECRET,
    GITHUB_API_URL: standIn.apiUrl,
    GATEHOUSE_DATA_DIR: dataDir,
    GATEHOUSE_PORT: "0",
  };
}

interface Program {
  standIn: StandIn;
  dataDir: string;
  environment: Record<string, string>;
  role: string;
}

function runProgram({ standIn, dataDir, environment, role }: Program) {
  const log: LogLine[] = [];
  let child: ReturnType<typeof spawn> | null = null;
  const children: ReturnType<typeof spawn>[] = [];
  let url = "";
  let complaint = "";

  async function start(more: Record<string, string> = {}): Promise<void> {
    const began = log.length;
    child = spawn(join(ROOT, "bin/gatehouse"), [role], {
      env: { ...environmentOf(standIn, dataDir), ...environment, ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    hear(child);
    const line = await logged(({ msg }) => msg === "Gatehouse takes webhooks", 60_000, began);
    url = `http://127.0.0.1:${String(line["port"])}`;
    standIn.webhooks.url = `${url}/api/github/webhooks`;
  }

  function hear({ stdout, stderr }: ReturnType<typeof spawn>): void {
    let rest = "";
    stdout?.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      // The program logs JSON lines.
      for (const line of lines) log.push(JSON.parse(line) as LogLine);
    });
    stderr?.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  }

  async function logged(
    fits: (line: LogLine) => boolean,
    milliseconds = 100_000,
    from = 0,
  ): Promise<LogLine> {
    const until = Date.now() + milliseconds;
    for (;;) {
      const found = log.slice(from).find(fits);
      if (found !== undefined) return found;
      if (Date.now() > until || (child?.exitCode ?? null) !== null) {
        const seen = log.slice(-20).map((line) => JSON.stringify(line));
        throw new Error(`no such line in the log; ${complaint}\n${seen.join("\n")}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const ending = child;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return null;
    const ended = once(ending, "exit");
    ending.kill(signal);
    await ended;
    return ending.exitCode;
  }

  return {
    log,
    start,
    url: () => url,
    pid: () => child?.pid ?? 0,
    complaint: () => complaint,
    logged: (fits: (line: LogLine) => boolean, milliseconds?: number) => logged(fits, milliseconds),
    stop: () => end("SIGTERM"),
    kill: async () => {
      await end("SIGKILL");
      for (const each of children) each.kill("SIGKILL");
    },
  };
}
