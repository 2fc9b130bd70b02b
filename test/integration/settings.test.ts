import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { startApp } from "./app.ts";

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
  test("ends with the reason when its port is taken, and leaves its data free", async () => {
    const app = await startApp();
    try {
      const port = new URL(app.url).port;
      await expect(
        app.start({ GATEHOUSE_PORT: port, GATEHOUSE_DATA_DIR: `${app.dataDir}-2` }),
      ).rejects.toThrow(/cannot listen on 127.0.0.1, port \d+ \(EADDRINUSE\)/);
    } finally {
      await app.close();
    }
  });

  test("ends with the reason when another process has its data", async () => {
    const app = await startApp();
    try {
      await expect(app.start()).rejects.toThrow(/is in use by process \d+/);
    } finally {
      await app.close();
    }
  });

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
