import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { gatehouse } from "./gatehouse.ts";

const TOKEN = "t".repeat(43);
const WORKER = { GATEHOUSE_SERVER_URL: "http://127.0.0.1:9", GATEHOUSE_WORKER_TOKEN: TOKEN };

test.each(["PRIVATE_KEY", "WEBHOOK_SECRET_FILE", "DATABASE_URL"])(
  "a sandbox worker does not start where %s is",
  async (name) => {
    const env = { ...WORKER, [name]: "postgres://gatehouse:hidden@db/x" };
    const { code, err } = await gatehouse("/", ["sandbox-worker"], { env });
    expect([code, err.includes("must not be where sandbox containers run")]).toEqual([2, true]);
    expect(err).not.toContain("hidden");
  },
);

test("a sandbox worker asks for its address and its token, all at once", async () => {
  const { code, err } = await gatehouse("/", ["sandbox-worker"]);
  expect(code).toBe(2);
  for (const name of Object.keys(WORKER)) expect(err).toContain(name);
});

test("workers token prints a token, and what the App is told of it is not the token", async () => {
  const { code, out } = await gatehouse("/", ["workers", "token", "host-1"]);
  expect(code).toBe(0);
  const token = /GATEHOUSE_WORKER_TOKEN=([A-Za-z0-9_-]{43})$/m.exec(out)?.[1] ?? "";
  const sha256 = createHash("sha256").update(token).digest("hex");
  expect(out).toContain(`GATEHOUSE_SANDBOX_WORKERS=host-1:${sha256}`);
  expect((await gatehouse("/", ["workers", "token", "Host 1"])).code).toBe(2);
});
