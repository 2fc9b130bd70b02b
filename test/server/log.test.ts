import { generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Fault } from "../../src/model/fault.ts";
import { createLog } from "../../src/server/log.ts";

const random = (bytes: number): string => randomBytes(bytes).toString("base64url");
const JWT = `eyJ${random(30)}.eyJ${random(200)}.${random(256)}`;
const PEM = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();
const WEBHOOK_SECRET = `line one "${random(20)}"\nline two`;
const PASSWORD = random(12);

const PLANTED = [
  { name: "an installation token", secret: `ghs_${random(27).replace(/[-_]/g, "a")}` },
  { name: "a long installation token", secret: `ghs_123456_${JWT}` },
  { name: "a classic token", secret: `ghp_${random(27)}` },
  { name: "an OAuth token", secret: `gho_${random(27)}` },
  { name: "a user token", secret: `ghu_${random(27)}` },
  { name: "a refresh token", secret: `ghr_${random(57)}` },
  { name: "a fine-grained token", secret: `github_pat_${random(60).replaceAll("-", "_")}` },
  { name: "the App's JWT", secret: JWT },
  { name: "a private key", secret: PEM },
  { name: "the first half of a private key", secret: PEM.slice(0, 800) },
  { name: "the webhook secret", secret: WEBHOOK_SECRET },
  { name: "a database URL", secret: `postgres://gatehouse:${PASSWORD}@db/x`, hidden: PASSWORD },
];

function capture(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLog({ level: "debug", secrets: [WEBHOOK_SECRET], destination }));
  return lines.join("");
}

/** Any run of 16 characters of a secret counts as a leak, whatever JSON made of its line ends. */
function leaks(line: string, secret: string): string[] {
  const text = secret.replace(/-----[A-Z ]+-----/g, "");
  return Array.from({ length: Math.max(1, text.length - 15) }, (_, at) => text.slice(at, at + 16))
    .filter((part) => !part.includes("\n") && !part.includes('"'))
    .filter((part) => line.includes(part));
}

describe("the log", () => {
  test.each(PLANTED)("hides $name wherever it stands", ({ secret, hidden }) => {
    const cause = new Error(`cause ${secret}`);
    const line = capture((log) => {
      log.info(`message ${secret}`);
      log.info({ deep: { list: [secret], [`key ${secret}`]: 1 } }, "fields");
      log.info({ header: `token ${secret}`, url: `https://x-access-token:${secret}@github.com/x` });
      log.error({ err: new Fault("internal", `fault ${secret}`, { cause }) }, "error");
      log.child({ bound: secret }).warn("child");
    });
    expect(line.split("\n")).toHaveLength(6);
    expect(leaks(line, hidden ?? secret)).toEqual([]);
  });

  test("leaves other text alone", () => {
    const sha = "0123456789abcdef0123456789abcdef01234567";
    const line = capture((log) =>
      log.info({ sha, url: "https://github.com/o/r.git" }, "tokens bear"),
    );
    expect(JSON.parse(line)).toMatchObject({
      sha,
      url: "https://github.com/o/r.git",
      msg: "tokens bear",
    });
  });

  test("shows of an error its name, message and causes, and nothing a library hung on it", () => {
    const error = Object.assign(new Error("outer", { cause: new Error("inner") }), {
      event: { payload: "private body" },
      request: { headers: { cookie: "private header" } },
      status: 404,
    });
    const line = capture((log) => log.error({ err: error }, "failed"));
    expect(line).not.toContain("private");
    expect(JSON.parse(line)).toMatchObject({
      err: { name: "Error", message: "outer", status: 404, cause: { message: "inner" } },
    });
  });

  test("shows an error of a database without its values", () => {
    const error = Object.assign(new Error("duplicate key"), { detail: "Key (body)=(private)" });
    expect(capture((log) => log.error({ err: error }, "failed"))).not.toContain("private");
  });

  test("writes one line for an event, whatever characters stand in it", () => {
    const hostile = "a\nb\r\u2028c\u202ed\u0085e\u200bf\u001b[31m";
    const line = capture((log) => log.info({ hostile }, hostile));
    expect(line).toMatch(/^[\x20-\x7e]+\n$/);
    expect(JSON.parse(line)).toMatchObject({ hostile, msg: hostile });
  });
});
