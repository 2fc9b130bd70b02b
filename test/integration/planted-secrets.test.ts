import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gatehouse } from "../cli/gatehouse.ts";
import { createPostgresDatabase, query, type TestDatabase } from "../store/databases.ts";
import { environmentOf, KEYS, type RunningApp, SECRET, startApp } from "./app.ts";
import { ATTACK, openFromFork, project, REVIEW } from "./repositories.ts";

const ROLE = `gatehouse_${randomBytes(6).toString("hex")}`;
const PLANTED = {
  "webhook secret": SECRET,
  "webhook secret of before": randomBytes(32).toString("hex"),
  "administrator's token": randomBytes(32).toString("hex"),
  // Everything that an address has to spell in another way.
  "password of the database": `${randomBytes(18).toString("base64url")}/:@"${randomBytes(9).toString("hex")}`,
  "worker's token": randomBytes(32).toString("base64url"),
} as const;
const PAGES = ["/", "/queue", "/reviews", "/runs", "/rules", "/policies", "/audit", "/workers"];

/** Pieces of a secret, each long enough that it stands nowhere by chance. */
function pieces(secret: string): string[] {
  const lines = secret.replace(/-----[A-Z ]+-----/g, "").split(/[\n/:@"]/);
  return lines.flatMap((line) =>
    Array.from({ length: Math.floor(line.length / 18) }, (_, at) =>
      line.slice(18 * at, 18 * at + 18),
    ),
  );
}

describe("secrets that were planted everywhere", () => {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-secrets-"));
  const places = new Map<string, string>();
  let database: TestDatabase;
  let address: URL;
  let app: RunningApp;
  let environment: Record<string, string>;

  beforeAll(async () => {
    database = await createPostgresDatabase();
    address = new URL(database.databaseUrl ?? "");
    const password = PLANTED["password of the database"];
    await query(
      database.databaseUrl ?? "",
      `create role ${ROLE} login superuser password '${password}'`,
    );
    address.username = ROLE;
    address.password = encodeURIComponent(password);
    const file = join(folder, "database-url");
    writeFileSync(file, `${address.href}\n`, { mode: 0o600 });
    const digest = createHash("sha256").update(PLANTED["worker's token"]).digest("hex");
    environment = {
      DATABASE_URL_FILE: file,
      GATEHOUSE_WEBHOOK_SECRET_PREVIOUS: PLANTED["webhook secret of before"],
      ...{ GATEHOUSE_ADMIN_PORT: "0", GATEHOUSE_ADMIN_TOKEN: PLANTED["administrator's token"] },
      GATEHOUSE_SANDBOX_WORKERS: `host-1:${digest}`,
    };
    app = await startApp({ environment });
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await query(database.databaseUrl ?? "", `drop owned by ${ROLE} cascade; drop role ${ROLE}`);
    await database.remove();
    rmSync(folder, { recursive: true });
  });

  /** Runs the program as somebody would whose settings are nearly right. */
  async function command(args: string[], more: Record<string, string>): Promise<void> {
    const env = { ...environmentOf(app.standIn, join(folder, "other")), ...more };
    const { out, err } = await gatehouse("/", args, { env });
    places.set(`${args.join(" ")}, ${places.size}`, out + err);
  }

  test("are used: reviews, faults of GitHub, a worker, sign-ins, and commands that fail", async () => {
    app.standIn.failNext({ status: 500, times: 3, message: "failed" });
    const pull = await openFromFork(app, await project(app), ATTACK);
    await app.standIn.webhooks.sendRaw("pull_request", "{}", { secret: "another" });
    const headers = { authorization: `Bearer ${PLANTED["worker's token"]}` };
    for (const path of ["", "/x", `/${"a".repeat(43)}/end`]) {
      const at = `${app.url}/api/sandbox/leases${path}`;
      await (await fetch(at, { method: "POST", headers, body: "{}" })).text();
    }
    const token = PLANTED["administrator's token"];
    const signIn = await fetch(`${app.adminUrl}/sign-in`, {
      ...{ method: "POST", body: new URLSearchParams({ token }), redirect: "manual" },
    });
    const cookie = (signIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    expect(signIn.status).toBe(303);
    const done = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    places.set("checks", JSON.stringify(app.standIn.checkRuns(pull.headSha)));
    expect(done.conclusion).toBe("failure");
    for (const path of [...PAGES, `/reviews/${pull.base.id}/${pull.number}/${pull.headSha}`]) {
      const response = await fetch(`${app.adminUrl}${path}`, { headers: { cookie } });
      places.set(path, await response.text());
    }
    places.set("metrics", await (await fetch(`${app.adminUrl}/metrics`)).text());

    const [gone, wrong] = [new URL(address), new URL(address)];
    gone.port = "1";
    wrong.pathname = "/no-such-database";
    const broken = `postgres://${ROLE}:${address.password}@[half`;
    for (const url of [gone.href, wrong.href, broken]) {
      await command(["start"], { DATABASE_URL: url });
      await command(["doctor", "--json"], { DATABASE_URL: url });
      await command(["backup", "--to", join(folder, "backup")], { DATABASE_URL: url });
    }
    await command(["start"], { ...environment, GATEHOUSE_ADMIN_TOKEM: token });
    await command(["sandbox-worker"], { GATEHOUSE_WORKER_TOKEN: PLANTED["worker's token"] });
    await command(["review", "--repo", PLANTED["worker's token"].slice(0, 1)], environment);
  }, 180_000);

  test("stand in no log, output, table, page, check, metric or file", async () => {
    const tokens = [...app.standIn.state.grants.keys()];
    expect(tokens.length).toBeGreaterThan(1);
    places.set("log", JSON.stringify(app.log)).set("output", app.complaint());
    places.set("tables", await tablesOf(address.href));
    expect(await app.stop()).toBe(0);
    places.set("log at the end", JSON.stringify(app.log));
    for (const entry of readdirSync(app.dataDir, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) places.set(path, readFileSync(path, "latin1"));
    }
    const secrets: [string, string][] = [
      ...Object.entries(PLANTED),
      ["private key", KEYS.privateKey],
      ...tokens.map((token): [string, string] => ["token of GitHub", token]),
    ];
    const found = secrets.flatMap(([name, secret]) =>
      [...places].flatMap(([place, text]) =>
        pieces(secret).some((piece) => text.includes(piece)) ? [`${name} in ${place}`] : [],
      ),
    );
    expect(found).toEqual([]);
    // The search itself finds what is there: why commands failed, and what was reviewed.
    const holds = (word: string) => [...places.values()].some((text) => text.includes(word));
    expect([holds("no-such-database"), holds("scripts/setup.js")]).toEqual([true, true]);
  }, 60_000);
});

/** Every row of every table of ours, as text. */
async function tablesOf(url: string): Promise<string> {
  const { rows } = await query(
    url,
    "select table_schema || '.' || table_name as name from information_schema.tables where table_schema like 'gatehouse%'",
  );
  const texts: string[] = [];
  for (const { name } of rows as { name: string }[]) {
    const read = await query(url, `select t::text as row from ${name} t`);
    texts.push(...(read.rows as { row: string }[]).map(({ row }) => row));
  }
  return texts.join("\n");
}
