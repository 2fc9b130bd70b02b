import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Environment, readSettings, type Settings, VARIABLE_NAMES } from "../src/settings.ts";
import { SECRET_NAMES } from "../src/settings-secrets.ts";

const PRIVATE_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const WEBHOOK_SECRET = randomBytes(32).toString("hex");
const OTHER_SECRET = randomBytes(32).toString("base64");
const GOOD: Environment = { APP_ID: "123", PRIVATE_KEY, WEBHOOK_SECRET };

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "gatehouse-settings-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

function settingsOf(env: Environment): Settings {
  const read = readSettings(env);
  if ("problems" in read) {
    throw new Error(JSON.stringify(read.problems));
  }
  return read.settings;
}

function problemsOf(env: Environment): string[] {
  const read = readSettings(env);
  return "problems" in read ? read.problems.map(({ where, message }) => `${where} ${message}`) : [];
}

function file(name: string, content: string): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}

describe("settings", () => {
  test("need only the App's three values, and are careful by default", () => {
    expect(settingsOf(GOOD)).toMatchObject({
      app: { id: 123, privateKey: PRIVATE_KEY, webhookSecrets: [WEBHOOK_SECRET] },
      github: { apiUrl: "https://api.github.com", gitUrl: "https://github.com" },
      databaseUrl: null,
      host: "127.0.0.1",
      port: 3000,
      logLevel: "info",
      sandbox: { sameHost: false, installations: [] },
    });
  });

  test("come together with all their problems, and nothing that is set stands in them", () => {
    const secret = "hunter2";
    const problems = problemsOf({
      APP_ID: "Iv1.hunter2",
      PRIVATE_KEY: secret,
      WEBHOOK_SECRET: secret,
      DATABASE_URL: `mysql://u:${secret}@db`,
      GATEHOUSE_PORT: "hunter2",
      GATEHOUSE_SANDBOX_SAME_HOST: "hunter2",
    });
    expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
      "APP_ID",
      "PRIVATE_KEY",
      "WEBHOOK_SECRET",
      "DATABASE_URL",
      "GATEHOUSE_PORT",
      "GATEHOUSE_SANDBOX_SAME_HOST",
    ]);
    expect(problems.join("\n")).not.toContain(secret);
  });

  test("say what is missing", () => {
    expect(problemsOf({ APP_ID: "" }).map((problem) => problem.split(":")[0])).toEqual([
      "APP_ID is missing",
      "PRIVATE_KEY is missing",
      "WEBHOOK_SECRET is missing",
    ]);
  });

  test.each([
    { name: "Probot's default", secret: "development", why: "known default" },
    {
      name: "a long default",
      secret: `my-web-hook-Secret-${"x".repeat(30)}`,
      why: "known default",
    },
    { name: "the documentation's", secret: "It's a Secret to Everybody", why: "known default" },
    { name: "a template", secret: "CHANGE-ME-CHANGE-ME-CHANGE-ME-1234", why: "known default" },
    { name: "31 random characters", secret: WEBHOOK_SECRET.slice(0, 31), why: "shorter than 32" },
    { name: "one letter", secret: "k".repeat(64), why: "too regular" },
    { name: "seven letters", secret: "qzvjxkw".repeat(8), why: "too regular" },
    { name: "a repeated half", secret: WEBHOOK_SECRET.slice(0, 20).repeat(2), why: "too regular" },
    { name: "the alphabet", secret: "abcdefghijklmnopqrstuvwxyz0123456789", why: "too regular" },
    { name: "a secret with a space at its end", secret: `${WEBHOOK_SECRET} `, why: "white space" },
  ])("refuse $name as a webhook secret", ({ secret, why }) => {
    for (const name of ["WEBHOOK_SECRET", "GATEHOUSE_WEBHOOK_SECRET_PREVIOUS"]) {
      const problems = problemsOf({ ...GOOD, [name]: secret });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`${name} `);
      expect(problems[0]).toContain(why);
      expect(problems[0]).not.toContain(secret);
    }
  });

  test("accept any random secret", () => {
    for (let count = 0; count < 2_000; count += 1) {
      const encoding = (["hex", "base64", "base64url"] as const)[count % 3];
      const secret = randomBytes(24).toString(encoding);
      expect(problemsOf({ ...GOOD, WEBHOOK_SECRET: secret })).toEqual([]);
    }
  });

  test("hold two webhook secrets, the new one first, and not the same twice", () => {
    const GATEHOUSE_WEBHOOK_SECRET_PREVIOUS = OTHER_SECRET;
    const rotating = settingsOf({ ...GOOD, GATEHOUSE_WEBHOOK_SECRET_PREVIOUS });
    expect(rotating.app.webhookSecrets).toEqual([WEBHOOK_SECRET, OTHER_SECRET]);
    const same = { ...GOOD, GATEHOUSE_WEBHOOK_SECRET_PREVIOUS: WEBHOOK_SECRET };
    expect(problemsOf(same)[0]).toMatch(/is the same as/);
  });

  test("come from files as well, without the line end of the file", () => {
    const { app } = settingsOf({
      APP_ID_FILE: file("id", "7\n"),
      PRIVATE_KEY_FILE: file("key", PRIVATE_KEY),
      WEBHOOK_SECRET_FILE: file("secret", `${WEBHOOK_SECRET}\r\n`),
    });
    expect([app.id, app.webhookSecrets]).toEqual([7, [WEBHOOK_SECRET]]);
  });

  test("are refused when they come from both, or from a file that is not there", () => {
    expect(problemsOf({ ...GOOD, APP_ID_FILE: file("both", "7") })).toEqual([
      "APP_ID is set twice: keep APP_ID or APP_ID_FILE",
    ]);
    const absent = { APP_ID: "123", PRIVATE_KEY };
    expect(problemsOf({ ...absent, WEBHOOK_SECRET_FILE: join(dir, "absent") })).toEqual([
      "WEBHOOK_SECRET WEBHOOK_SECRET_FILE names a file that cannot be read (ENOENT)",
    ]);
  });

  test.each([
    { name: "in one line", key: PRIVATE_KEY.replaceAll("\n", "\\n") },
    { name: "in base64", key: Buffer.from(PRIVATE_KEY).toString("base64") },
  ])("take a private key $name", ({ key }) => {
    expect(settingsOf({ ...GOOD, PRIVATE_KEY: key }).app.privateKey).toBe(PRIVATE_KEY);
  });

  test("refuse a key that GitHub would not have made", () => {
    const short = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
    const curve = generateKeyPairSync("ed25519").privateKey;
    for (const key of [short, curve]) {
      const pem = key.export({ type: "pkcs8", format: "pem" }).toString();
      expect(problemsOf({ ...GOOD, PRIVATE_KEY: pem })[0]).toMatch(/private key/);
    }
  });

  test("name the nearest setting for one that is unknown", () => {
    expect(problemsOf({ ...GOOD, GATEHOUSE_SANDBOX_SAME_HOSTS: "true", OTHER: "1" })).toEqual([
      "GATEHOUSE_SANDBOX_SAME_HOSTS is no setting; did you mean GATEHOUSE_SANDBOX_SAME_HOST?",
    ]);
  });

  test("refuse debug output in production only", () => {
    const debug = { ...GOOD, GATEHOUSE_LOG_LEVEL: "debug" };
    expect(settingsOf(debug).logLevel).toBe("debug");
    expect(problemsOf({ ...debug, NODE_ENV: "production" })[0]).toMatch(/debug in production/);
  });

  test.each([
    { api: "https://ghes.example.com/api/v3/", git: "https://ghes.example.com" },
    { api: "https://api.acme.ghe.com", git: "https://acme.ghe.com" },
    { api: "http://127.0.0.1:8080", git: "http://127.0.0.1:8080" },
  ])("derive $git from $api", ({ api, git }) => {
    expect(settingsOf({ ...GOOD, GITHUB_API_URL: api }).github.gitUrl).toBe(git);
  });

  test.each(["http://ghes.example.com", "https://user:pw@ghes.example.com", "ghes", "file:///x"])(
    "refuse %s as GitHub's address",
    (api) => {
      expect(problemsOf({ ...GOOD, GITHUB_API_URL: api })).toHaveLength(1);
    },
  );

  test.each([
    { text: "all", expected: "all" },
    { text: "1, 22,333", expected: [1, 22, 333] },
  ])("let the installations $text use the sandbox", ({ text, expected }) => {
    const env = { ...GOOD, GATEHOUSE_SANDBOX_INSTALLATIONS: text };
    expect(settingsOf(env).sandbox.installations).toEqual(expected);
  });

  test.each(["*", "1,all", "1;2", "0", "-1", ","])("refuse the installations %j", (text) => {
    expect(problemsOf({ ...GOOD, GATEHOUSE_SANDBOX_INSTALLATIONS: text })).toHaveLength(1);
  });

  test("take every variable that sounds like a secret for one", () => {
    const sounding = VARIABLE_NAMES.filter((name) =>
      /SECRET|TOKEN|_KEY|PASSWORD|DATABASE_URL/.test(name),
    );
    expect([...SECRET_NAMES].toSorted()).toEqual(sounding.toSorted());
  });

  test("tell an address of a database that cannot be read, without repeating it", () => {
    const [problem = "", ...more] = problemsOf({
      ...GOOD,
      DATABASE_URL: "postgres://u:hunter2/x@[db",
    });
    expect([problem.includes("DATABASE_URL is no address"), more]).toEqual([true, []]);
    expect(problem).not.toContain("hunter2");
  });

  test("know the password of a database as it stands in the address, and as it is", () => {
    const password = randomBytes(12).toString("base64url");
    for (const url of [
      `postgres://u:${password}%2F%40@db/x`,
      `postgres:///x?host=/run&user=u&password=${password}%2F%40`,
    ]) {
      const { secrets } = settingsOf({ ...GOOD, DATABASE_URL: url });
      expect(secrets).toContain(`${password}/@`);
      expect(secrets).toContain(url);
    }
  });
});
