import { resolve } from "node:path";
import { z } from "zod";
import { RULE_PAGES_URL } from "./model/rule-text.ts";
import { nearest } from "./model/nearest.ts";
import type { SandboxUse } from "./model/runtime.ts";
import type { Problem } from "./model/problem.ts";
import { type Environment, readVariable } from "./settings-file.ts";
import { SandboxVariables, sandboxUseOf } from "./settings-sandbox.ts";
import { secretsOf } from "./settings-secrets.ts";
import { WORKER_NAMES } from "./settings-worker.ts";
import {
  Flag,
  Host,
  Installations,
  Port,
  PrivateKey,
  Secret,
  WebUrl,
  Workers,
} from "./settings-values.ts";

export type { Environment } from "./settings-file.ts";

const DATA_DIR = "var/data";

/** Every variable, with its default. */
const Variables = z.object({
  APP_ID: z
    .string("is missing: set the App ID that the App's settings page shows")
    .regex(/^[1-9]\d{0,15}$/, "must be a number: the App ID, not the client ID")
    .transform(Number),
  PRIVATE_KEY: z.string("is missing: set the App's private key (.pem)").pipe(PrivateKey),
  WEBHOOK_SECRET: z
    .string("is missing: set the App's webhook secret, for one from `openssl rand -hex 32`")
    .pipe(Secret),
  GATEHOUSE_WEBHOOK_SECRET_PREVIOUS: Secret.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, "must begin with postgres://")
    .refine(
      (text) => URL.canParse(text, "postgres://base"),
      "is no address: signs of a password such as / and @ are written as %2F and %40 there",
    )
    .optional(),
  DOCKER_HOST: z
    .string()
    .regex(
      /^(unix|tcp|https?|ssh|npipe):\/\/\S+$/,
      "must be an address such as unix:///run/docker.sock",
    )
    .optional(),
  GITHUB_API_URL: WebUrl.default("https://api.github.com"),
  GATEHOUSE_DATA_DIR: z.string().default(DATA_DIR),
  GATEHOUSE_HOST: Host.default("127.0.0.1"),
  GATEHOUSE_PORT: Port.default(3000),
  GATEHOUSE_ADMIN_HOST: Host.default("127.0.0.1"),
  GATEHOUSE_ADMIN_PORT: Port.optional(),
  GATEHOUSE_ADMIN_TOKEN: Secret.optional(),
  GATEHOUSE_LOG_LEVEL: z
    .enum(
      ["debug", "info", "warn", "error", "silent"],
      "must be debug, info, warn, error or silent",
    )
    .default("info"),
  GATEHOUSE_IMAGE_DIR: z.string().optional(),
  GATEHOUSE_POLICY: z.string().optional(),
  GATEHOUSE_RULES_URL: WebUrl.default(RULE_PAGES_URL),
  GATEHOUSE_DASHBOARD_URL: WebUrl.optional(),
  GATEHOUSE_GITHUB_CLIENT_ID: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, "must be the App's client ID, such as Iv23li…")
    .optional(),
  GATEHOUSE_GITHUB_CLIENT_SECRET: Secret.optional(),
  GATEHOUSE_FORK_REVIEWS_PER_HOUR: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, "must be a whole number from 1 to 999999")
    .transform(Number)
    .default(300),
  GATEHOUSE_RUN_LOG_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, "must be a whole number of days from 1 to 9999")
    .transform(Number)
    .default(90),
  ...SandboxVariables,
  GATEHOUSE_SANDBOX_SAME_HOST: Flag.default(false),
  GATEHOUSE_SANDBOX_INSTALLATIONS: Installations.default([]),
  GATEHOUSE_SANDBOX_WORKERS: Workers.default([]),
});
type Variables = z.infer<typeof Variables>;

/** All names of the App, and those that only a sandbox worker reads; without `_FILE` twins. */
export const VARIABLE_NAMES: readonly string[] = [...Object.keys(Variables.shape), ...WORKER_NAMES];

/** Everything that an operator can set, checked. */
export interface Settings {
  app: {
    id: number;
    privateKey: string;
    /** The current webhook secret, then the previous one while it is replaced. */
    webhookSecrets: string[];
  };
  github: {
    apiUrl: string;
    /** Repositories are fetched from `<gitUrl>/<owner>/<name>.git`. */
    gitUrl: string;
  };
  /** Null for PGlite in `dataDir`. */
  databaseUrl: string | null;
  /** Absolute. */
  dataDir: string;
  host: string;
  port: number;
  /** Where the operator's listener is; null for none. */
  admin: { host: string; port: number; token: string | null } | null;
  logLevel: Variables["GATEHOUSE_LOG_LEVEL"];
  /** The text of the server's policy file; null for none. */
  policy: string | null;
  /** Addresses that checks link to, without a slash at the end. */
  pages: { rules: string; dashboard: string | null };
  /** How people sign in to the dashboard with GitHub; null where they do not. */
  signIn: { clientId: string; clientSecret: string; callbackUrl: string } | null;
  /** How many reviews of forks' heads an installation gets in an hour. */
  forkReviewsPerHour: number;
  /** For how many days logs and resource curves of sandbox runs are kept. */
  runLogDays: number;
  sandbox: SandboxUse & {
    /** The operator accepts sandbox containers on the host of the App. */
    sameHost: boolean;
    /** The Docker Engine; the default socket when not set. */
    dockerHost: string | undefined;
    /** Where ids of finished images are recorded, absolute; null for the project's own folder. */
    imageDir: string | null;
    /** Installations that may use the sandbox; none by default. */
    installations: number[] | "all";
    /** Sandbox workers of other hosts that are let in. */
    workers: { name: string; tokenSha256: string }[];
  };
  /** The environment as it is, for the settings of this machine's own package clients. */
  environment: Environment;
  /** Values that no log line may hold. */
  secrets: string[];
}

/**
 * Reads the settings from the environment, each from its variable or from the file that its
 * `_FILE` twin names. Answers every problem at once; no problem holds a value.
 */
export function readSettings(env: Environment): { settings: Settings } | { problems: Problem[] } {
  const problems = [...unknownNames(env)];
  const raw: Record<string, string | undefined> = {};
  for (const name of Object.keys(Variables.shape)) {
    const value = readVariable(env, name, problems);
    raw[name] = value === "" ? undefined : value;
  }
  const parsed = Variables.safeParse(raw);
  const unreadable = new Set(problems.map(({ where }) => where));
  for (const { path, message } of parsed.error?.issues ?? []) {
    const where = String(path[0]);
    if (!unreadable.has(where)) {
      problems.push({ where, message });
    }
  }
  if (parsed.success) {
    problems.push(...contradictions(parsed.data, env));
  }
  return parsed.success && problems.length === 0
    ? { settings: toSettings(parsed.data, env) }
    : { problems };
}

/** What is wrong with settings for a role that shares its state with other processes. */
export function roleProblems(role: "start" | "serve" | "work", settings: Settings): Problem[] {
  if (role === "start") return [];
  const problems: Problem[] = [];
  if (settings.databaseUrl === null) {
    const message = `is missing: gatehouse ${role} shares its state with other processes, which the embedded database cannot`;
    problems.push({ where: "DATABASE_URL", message });
  }
  if (settings.sandbox.sameHost) {
    const message = `is for gatehouse start alone; containers run in gatehouse sandbox-worker`;
    problems.push({ where: "GATEHOUSE_SANDBOX_SAME_HOST", message });
  }
  return problems;
}

/** Where the data is, for commands that need nothing else of the App. */
export function dataDirOf({ GATEHOUSE_DATA_DIR: folder }: Environment): string {
  return resolve(folder === undefined || folder === "" ? DATA_DIR : folder);
}

/** Where the state is, for commands that need nothing else of the App. */
export function storePlaces(
  env: Environment,
): { dataDir: string; databaseUrl: string | null } | { problems: Problem[] } {
  const problems: Problem[] = [];
  const url = readVariable(env, "DATABASE_URL", problems);
  const read = Variables.shape.DATABASE_URL.safeParse(url === "" ? undefined : url);
  for (const { message } of read.error?.issues ?? [])
    problems.push({ where: "DATABASE_URL", message });
  return problems.length > 0
    ? { problems }
    : { dataDir: dataDirOf(env), databaseUrl: read.data ?? null };
}

/** Whether the environment says anything that only the App needs. */
export function isConfigured(env: Environment): boolean {
  const needed = ["APP_ID", "PRIVATE_KEY", "WEBHOOK_SECRET"];
  return needed.some((name) => [name, `${name}_FILE`].some((one) => Boolean(env[one])));
}

function unknownNames(env: Environment): Problem[] {
  const known = VARIABLE_NAMES.flatMap((name) => [name, `${name}_FILE`]);
  return Object.keys(env)
    .filter((name) => name.startsWith("GATEHOUSE_") && !known.includes(name))
    .map((where) => {
      const near = nearest(where, known);
      return {
        where,
        message: near === null ? "is no setting" : `is no setting; did you mean ${near}?`,
      };
    });
}

function contradictions(variables: Variables, env: Environment): Problem[] {
  const problems: Problem[] = [];
  if (variables.GATEHOUSE_LOG_LEVEL === "debug" && env["NODE_ENV"] === "production") {
    problems.push({
      where: "GATEHOUSE_LOG_LEVEL",
      message: "must not be debug in production: use info",
    });
  }
  if (variables.GATEHOUSE_WEBHOOK_SECRET_PREVIOUS === variables.WEBHOOK_SECRET) {
    problems.push({
      where: "GATEHOUSE_WEBHOOK_SECRET_PREVIOUS",
      message: "is the same as WEBHOOK_SECRET: remove it, or set the new secret there",
    });
  }
  const wanted = [variables.GATEHOUSE_GITHUB_CLIENT_ID, variables.GATEHOUSE_GITHUB_CLIENT_SECRET];
  const needed = [...wanted, variables.GATEHOUSE_DASHBOARD_URL, variables.GATEHOUSE_ADMIN_TOKEN];
  if (wanted.some((one) => one !== undefined) && needed.includes(undefined)) {
    problems.push({
      where: "GATEHOUSE_GITHUB_CLIENT_ID",
      message:
        "needs GATEHOUSE_GITHUB_CLIENT_SECRET, GATEHOUSE_DASHBOARD_URL and GATEHOUSE_ADMIN_TOKEN as well",
    });
  }
  return problems;
}

function signInOf(variables: Variables): Settings["signIn"] {
  const { GATEHOUSE_GITHUB_CLIENT_ID: clientId, GATEHOUSE_DASHBOARD_URL: url } = variables;
  const { GATEHOUSE_GITHUB_CLIENT_SECRET: clientSecret } = variables;
  if (clientId === undefined || clientSecret === undefined || url === undefined) return null;
  return { clientId, clientSecret, callbackUrl: `${url}/sign-in/github/callback` };
}

function toSettings(variables: Variables, environment: Environment): Settings {
  const previous = variables.GATEHOUSE_WEBHOOK_SECRET_PREVIOUS;
  const webhookSecrets = [variables.WEBHOOK_SECRET, ...(previous === undefined ? [] : [previous])];
  const databaseUrl = variables.DATABASE_URL ?? null;
  return {
    app: { id: variables.APP_ID, privateKey: variables.PRIVATE_KEY, webhookSecrets },
    github: { apiUrl: variables.GITHUB_API_URL, gitUrl: gitUrlOf(variables.GITHUB_API_URL) },
    databaseUrl,
    dataDir: resolve(variables.GATEHOUSE_DATA_DIR),
    host: variables.GATEHOUSE_HOST,
    port: variables.GATEHOUSE_PORT,
    admin: adminOf(variables),
    logLevel: variables.GATEHOUSE_LOG_LEVEL,
    policy: variables.GATEHOUSE_POLICY ?? null,
    pages: {
      rules: variables.GATEHOUSE_RULES_URL,
      dashboard: variables.GATEHOUSE_DASHBOARD_URL ?? null,
    },
    signIn: signInOf(variables),
    forkReviewsPerHour: variables.GATEHOUSE_FORK_REVIEWS_PER_HOUR,
    runLogDays: variables.GATEHOUSE_RUN_LOG_DAYS,
    sandbox: {
      sameHost: variables.GATEHOUSE_SANDBOX_SAME_HOST,
      dockerHost: variables.DOCKER_HOST,
      imageDir:
        variables.GATEHOUSE_IMAGE_DIR === undefined ? null : resolve(variables.GATEHOUSE_IMAGE_DIR),
      ...sandboxUseOf(variables),
      installations: variables.GATEHOUSE_SANDBOX_INSTALLATIONS,
      workers: variables.GATEHOUSE_SANDBOX_WORKERS,
    },
    environment,
    secrets: [...secretsOf(environment), variables.PRIVATE_KEY],
  };
}

function adminOf(variables: Variables): Settings["admin"] {
  const { GATEHOUSE_ADMIN_HOST: host, GATEHOUSE_ADMIN_PORT: port } = variables;
  return port === undefined ? null : { host, port, token: variables.GATEHOUSE_ADMIN_TOKEN ?? null };
}

/** `api.github.com` and `api.<name>.ghe.com` serve git without the prefix, GHES beside `/api/v3`. */
function gitUrlOf(apiUrl: string): string {
  return apiUrl.replace(/\/api\/v3$/, "").replace(/^https:\/\/api\./, "https://");
}
