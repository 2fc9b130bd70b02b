import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const PROGRAM = join(import.meta.dirname, "../../bin/gatehouse");

/** Runs `gatehouse start` with this environment alone, and answers how it refused. */
async function refusal(environment: Record<string, string>) {
  const env = { PATH: process.env["PATH"], ...environment };
  const ended = promisify(execFile)(PROGRAM, ["start"], { env, encoding: "utf8" });
  return ended.then(
    () => ({ code: 0, stderr: "" }),
    (error: { code: number; stderr: string }) => error,
  );
}

describe("gatehouse start", () => {
  test("refuses to start without settings, and names all that are missing", async () => {
    const { code, stderr } = await refusal({});
    expect(code).toBe(2);
    for (const name of ["APP_ID", "PRIVATE_KEY", "WEBHOOK_SECRET"]) expect(stderr).toContain(name);
  });

  test.for(["development", "short", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"])(
    "refuses the weak webhook secret %j, and does not repeat it",
    async (secret) => {
      const { code, stderr } = await refusal({ APP_ID: "1", WEBHOOK_SECRET: secret });
      expect(code).toBe(2);
      expect(stderr).toMatch(/WEBHOOK_SECRET/);
      expect(stderr).not.toContain(secret === "short" ? "\u0000" : secret);
    },
  );
});
