import { generateKeyPairSync, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { edit, entries, newDataDir, write } from "../audit/setting.ts";
import { gatehouse } from "./gatehouse.ts";

const Answer = z.strictObject({
  schema: z.literal("gatehouse.doctor/1"),
  checks: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z]+\/\S+$/),
      area: z.string(),
      status: z.enum(["ok", "warn", "fail", "absent"]),
      why: z.string().min(5),
      fix: z.string(),
    }),
  ),
});

const PRIVATE_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
/** An App without an engine, so that no container is started for this. */
const APP = {
  ...{ APP_ID: "1", PRIVATE_KEY, WEBHOOK_SECRET: randomBytes(32).toString("hex") },
  DOCKER_HOST: "unix:///nonexistent.sock",
};

async function doctor(env: Record<string, string>) {
  const { code, out } = await gatehouse("/", ["doctor", "--json"], { env });
  const { checks } = Answer.parse(JSON.parse(out));
  const of = new Map(checks.map((check) => [check.id, check]));
  for (const { id, status, fix } of checks) {
    if (status === "warn" || status === "fail") expect(fix, id).not.toBe("");
  }
  return { code, statusOf: (id: string) => of.get(id)?.status, of };
}

test("finds a sound data folder sound, and says what is not set up", async () => {
  const dataDir = newDataDir();
  await write(dataDir, ...entries());
  const { code, statusOf } = await doctor({ ...APP, GATEHOUSE_DATA_DIR: dataDir });
  expect(code).toBe(0);
  for (const id of ["runtime/node", "settings/app", "store/mode", "audit/trail", "store/broken"]) {
    expect(statusOf(id), id).toBe("ok");
  }
  for (const id of ["store/copy", "operator/listener", "sandbox/engine"]) {
    expect(statusOf(id), id).toBe("absent");
  }
});

test("fails for a trail that somebody changed, and for a server that is not there", async () => {
  const dataDir = newDataDir();
  await write(dataDir, ...entries());
  edit(dataDir, (all) => all.map((line) => line.replace("malicious", "clean")));
  const { code, statusOf, of } = await doctor({ ...APP, GATEHOUSE_DATA_DIR: dataDir });
  expect([code, statusOf("audit/trail")]).toEqual([1, "fail"]);
  expect(of.get("audit/trail")?.why).toMatch(/^Line \d /);
  const url = "postgres://gatehouse:a-password@127.0.0.1:9/x";
  const server = await doctor({ ...APP, GATEHOUSE_DATA_DIR: newDataDir(), DATABASE_URL: url });
  expect([server.code, server.statusOf("store/server")]).toEqual([1, "fail"]);
  expect(JSON.stringify([...server.of])).not.toContain("a-password");
});

test("warns of what others can read or reach, and of a database that broke", async () => {
  const dataDir = newDataDir();
  const keyFile = join(dataDir, "app.pem");
  writeFileSync(keyFile, PRIVATE_KEY, { mode: 0o644 });
  const previous = join(dataDir, "previous");
  writeFileSync(previous, randomBytes(32).toString("hex"), { mode: 0o640 });
  mkdirSync(join(dataDir, "store.broken-1"));
  chmodSync(dataDir, 0o755);
  const { code, statusOf } = await doctor({
    ...{ ...APP, PRIVATE_KEY: "", PRIVATE_KEY_FILE: keyFile, GATEHOUSE_DATA_DIR: dataDir },
    ...{ GATEHOUSE_ADMIN_PORT: "0", GATEHOUSE_ADMIN_HOST: "0.0.0.0" },
    ...{ GATEHOUSE_SANDBOX_SAME_HOST: "true", GATEHOUSE_WEBHOOK_SECRET_PREVIOUS_FILE: previous },
  });
  expect(code).toBe(0);
  const warned = ["store/mode", "store/broken", "settings/PRIVATE_KEY_FILE"];
  warned.push("settings/GATEHOUSE_WEBHOOK_SECRET_PREVIOUS_FILE");
  for (const id of [...warned, "operator/listener", "operator/sandbox-host"]) {
    expect(statusOf(id), id).toBe("warn");
  }
});
