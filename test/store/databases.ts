import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { fillAsFirstStart } from "./first-start.ts";

/** A database of its own for one test file, and how to be rid of it. */
export interface TestDatabase {
  dataDir: string;
  databaseUrl: string | null;
  remove(): Promise<void>;
}

/** The two databases on which everything must hold. */
export const DATABASES: { name: string; create: () => Promise<TestDatabase> }[] = [
  { name: "PGlite", create: createFolder },
  { name: "PostgreSQL", create: createPostgresDatabase },
];

/** A data folder for a store on PGlite, as a first start leaves it. */
export async function createFolder(): Promise<TestDatabase> {
  const folder = await createEmptyFolder();
  fillAsFirstStart(folder.dataDir);
  return folder;
}

/** An empty data folder. */
export async function createEmptyFolder(): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), "gatehouse-store-"));
  return {
    dataDir,
    databaseUrl: null,
    remove: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** A database on a real PostgreSQL server, and a data folder beside it. */
export async function createPostgresDatabase(): Promise<TestDatabase> {
  const script = join(import.meta.dirname, "../../script/postgres");
  const server = execFileSync(script, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
  const name = `gatehouse_${randomBytes(6).toString("hex")}`;
  await query(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const folder = await createEmptyFolder();
  return {
    dataDir: folder.dataDir,
    databaseUrl: url.href,
    remove: async () => {
      await query(server, `drop database ${name} with (force)`);
      await folder.remove();
    },
  };
}

/** Runs one statement on its own connection. */
export async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
