import { spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { AuditRecord } from "../../src/model/audit.ts";

const ROOT = join(import.meta.dirname, "../..");
const STARTUP_MS = 60_000;

/** The secrets of a Gatehouse that lives as long as the demo. */
export interface Identity {
  webhookSecret: string;
  privateKey: string;
  publicKey: string;
}

/** A running Gatehouse, as an operator starts it. */
export interface Program {
  port: number;
  /** The lines of its log so far, as it wrote them. */
  log: Record<string, unknown>[];
  audit(): AuditRecord[];
  /** Answers how it ended before anybody stopped it, or null while it lives. */
  ended(): string | null;
  /** Ends it as an operator does; answers the exit code. */
  stop(): Promise<number | null>;
}

/** Makes a new key pair and a new webhook secret. */
export function newIdentity(): Identity {
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { webhookSecret: randomBytes(32).toString("hex"), ...pair };
}

/** Starts `gatehouse start` on its embedded store, and waits until it takes webhooks. */
export async function startProgram(options: {
  folder: string;
  identity: Identity;
  appId: number;
  apiUrl: string;
  /** Whether containers may run on this host. */
  sandbox: boolean;
}): Promise<Program> {
  const { folder, identity, appId, apiUrl, sandbox } = options;
  const dataDir = join(folder, "data");
  const environment = {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    DOCKER_HOST: process.env["DOCKER_HOST"],
    APP_ID: String(appId),
    PRIVATE_KEY: identity.privateKey,
    WEBHOOK_SECRET: identity.webhookSecret,
    GITHUB_API_URL: apiUrl,
    GATEHOUSE_DATA_DIR: dataDir,
    GATEHOUSE_PORT: "0",
    GATEHOUSE_SANDBOX_SAME_HOST: String(sandbox),
    GATEHOUSE_SANDBOX_INSTALLATIONS: "all",
  };
  const [command, ...args] = [...endsWithUs(), join(ROOT, "bin/gatehouse"), "start"];
  // A process group of its own: Ctrl-C reaches the demo alone, which then ends everything in order.
  const child = spawn(command ?? "", args, {
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kept = createWriteStream(join(folder, "gatehouse.log"));
  const log: Record<string, unknown>[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    kept.write(`${line}\n`);
    // The program logs JSON lines.
    log.push(JSON.parse(line) as Record<string, unknown>);
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    kept.write(text);
    complaint = (complaint + text).slice(-2000);
  });
  const exit = once(child, "exit");
  const ended = () =>
    child.exitCode === null && child.signalCode === null
      ? null
      : `Gatehouse ended (${child.signalCode ?? `exit code ${child.exitCode}`}). ${complaint}`;
  return {
    port: await portOf(log, ended),
    log,
    audit: () => auditOf(dataDir),
    ended,
    async stop() {
      if (ended() === null) {
        child.kill("SIGTERM");
        await exit;
      }
      return child.exitCode;
    },
  };
}

/** Where the system can, Gatehouse is told to stop even if the demo is killed. */
function endsWithUs(): string[] {
  const setpriv = "/usr/bin/setpriv";
  return existsSync(setpriv) ? [setpriv, "--pdeathsig", "TERM"] : [];
}

async function portOf(log: Record<string, unknown>[], ended: () => string | null): Promise<number> {
  for (const until = Date.now() + STARTUP_MS; Date.now() < until;) {
    const line = log.find(({ msg }) => msg === "Gatehouse takes webhooks");
    if (line !== undefined) return Number(line["port"]);
    const end = ended();
    if (end !== null) throw new Error(end);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Gatehouse did not start within ${STARTUP_MS / 1000} s`);
}

function auditOf(dataDir: string): AuditRecord[] {
  const text = readFileSync(join(dataDir, "audit", "audit.jsonl"), "utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  // Written by the program, whose own tests hold the form.
  return lines.map((line) => JSON.parse(line) as AuditRecord);
}
