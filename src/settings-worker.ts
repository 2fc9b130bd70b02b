import { resolve } from "node:path";
import { z } from "zod";
import type { Problem } from "./model/problem.ts";
import type { SandboxUse } from "./model/runtime.ts";
import { type Environment, readVariable } from "./settings-file.ts";
import { SandboxVariables, sandboxUseOf } from "./settings-sandbox.ts";
import { WebUrl } from "./settings-values.ts";

/** All that a sandbox worker knows. */
export interface WorkerSettings extends SandboxUse {
  /** Where `gatehouse serve` or `start` listens. */
  url: string;
  token: string;
  dockerHost: string | undefined;
  imageDir: string | null;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/** What has no business where containers of strangers run. */
const FOREIGN = [
  "PRIVATE_KEY",
  "WEBHOOK_SECRET",
  "GATEHOUSE_WEBHOOK_SECRET_PREVIOUS",
  "DATABASE_URL",
];

const Variables = z.object({
  GATEHOUSE_SERVER_URL: z.string("is missing: set the address of gatehouse serve").pipe(WebUrl),
  GATEHOUSE_WORKER_TOKEN: z
    .string("is missing: make one with gatehouse workers token NAME")
    .regex(/^[A-Za-z0-9_-]{43}$/, "is no token that gatehouse workers token made"),
  DOCKER_HOST: z.string().optional(),
  GATEHOUSE_IMAGE_DIR: z.string().optional(),
  ...SandboxVariables,
  GATEHOUSE_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** The variables that only a sandbox worker reads. */
export const WORKER_NAMES = ["GATEHOUSE_SERVER_URL", "GATEHOUSE_WORKER_TOKEN"] as const;

/**
 * Reads the settings of a sandbox worker. Secrets of the App in its environment are a problem:
 * a worker must hold nothing that is worth an escape.
 */
export function readWorkerSettings(
  env: Environment,
): { settings: WorkerSettings } | { problems: Problem[] } {
  const problems: Problem[] = FOREIGN.filter(
    (name) => Boolean(env[name]) || Boolean(env[`${name}_FILE`]),
  ).map((where) => ({ where, message: "must not be where sandbox containers run: unset it" }));
  const raw: Record<string, string | undefined> = {};
  for (const name of Object.keys(Variables.shape)) {
    const value = readVariable(env, name, problems);
    raw[name] = value === "" ? undefined : value;
  }
  const parsed = Variables.safeParse(raw);
  for (const { path, message } of parsed.error?.issues ?? []) {
    problems.push({ where: String(path[0]), message });
  }
  if (!parsed.success || problems.length > 0) return { problems };
  const { GATEHOUSE_IMAGE_DIR: folder } = parsed.data;
  return {
    settings: {
      url: parsed.data.GATEHOUSE_SERVER_URL,
      token: parsed.data.GATEHOUSE_WORKER_TOKEN,
      dockerHost: parsed.data.DOCKER_HOST,
      imageDir: folder === undefined ? null : resolve(folder),
      ...sandboxUseOf(parsed.data),
      logLevel: parsed.data.GATEHOUSE_LOG_LEVEL,
    },
  };
}
