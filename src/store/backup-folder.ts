import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { Fault } from "../model/fault.ts";
import { fileLines } from "./file-lines.ts";
import { syncFolder, writeDurably } from "./write-durably.ts";

const STORE = "store.jsonl";
const MANIFEST = "manifest.json";

/** What a backup says of itself; written last, so that half a backup is none. */
const Manifest = z.strictObject({
  schema: z.literal("gatehouse.backup/1"),
  version: z.string(),
  time: z.iso.datetime(),
  /** SHA-256 of every file, by its path in the folder. */
  files: z.record(z.string().regex(/^(?:audit\/)?[a-z.]+$/), z.string().regex(/^[0-9a-f]{64}$/)),
});
type Manifest = z.infer<typeof Manifest>;

/** What goes into a backup. */
export interface BackupContent {
  version: string;
  time: Date;
  /** Hands over the lines of the store. */
  store: (take: (line: unknown) => Promise<void>) => Promise<void>;
  /** The audit folder to copy, or null for none. */
  audit: string | null;
}

/**
 * Writes a backup as a folder: the store as JSON lines, the audit trail with its key, and a
 * manifest with their digests. It is made beside `to` and moved there once it is whole and
 * synced; what stood there is replaced.
 */
export async function writeBackup(to: string, content: BackupContent): Promise<void> {
  const beside = `${to}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true, mode: 0o700 });
  await writeStore(join(beside, STORE), content.store);
  const files: Manifest["files"] = { [STORE]: await digestOfFile(join(beside, STORE)) };
  if (content.audit !== null) {
    for (const name of await copyAudit(content.audit, join(beside, "audit"))) {
      files[`audit/${name}`] = await digestOfFile(join(beside, "audit", name));
    }
  }
  const { version, time } = content;
  const manifest = { schema: "gatehouse.backup/1", version, time: time.toISOString(), files };
  await writeDurably(
    join(beside, MANIFEST),
    `${JSON.stringify(Manifest.parse(manifest), null, 2)}\n`,
  );
  await replaceFolder(beside, to);
}

async function writeStore(path: string, store: BackupContent["store"]): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    let text = "";
    await store(async (line) => {
      text += `${JSON.stringify(line)}\n`;
      if (text.length < 1_000_000) return;
      await file.appendFile(text);
      text = "";
    });
    await file.appendFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Checkpoints first: records that come meanwhile only make the trail longer than they say. */
async function copyAudit(from: string, to: string): Promise<string[]> {
  await mkdir(to, { mode: 0o700 });
  const names = (await readdir(from)).filter((name) => /\.(?:jsonl|pem)$/.test(name));
  const ordered = names.toSorted(
    (a, b) => Number(a === "audit.jsonl") - Number(b === "audit.jsonl"),
  );
  for (const name of ordered) {
    await copyFile(join(from, name), join(to, name));
    const file = await open(join(to, name), "r+");
    await file.sync();
    await file.close();
  }
  await syncFolder(to);
  return ordered;
}

/** Between the two moves there is no backup at `to`; the one before is then at `to.old`. */
async function replaceFolder(beside: string, to: string): Promise<void> {
  const old = `${to}.old`;
  await rm(old, { recursive: true, force: true });
  await rename(to, old).catch(ignoreMissing);
  await rename(beside, to);
  await syncFolder(dirname(to));
  await rm(old, { recursive: true, force: true });
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}

/** Reads a backup's manifest and checks every file against it; throws a `Fault` otherwise. */
export async function checkBackup(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  for (const [path, sha256] of Object.entries(manifest.files)) {
    const found = await digestOfFile(join(folder, path)).catch(() => null);
    if (found !== sha256) {
      throw new Fault("refused", `${path} of the backup is missing or was changed`);
    }
  }
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, MANIFEST), "utf8")));
  } catch (cause) {
    throw new Fault("refused", `${folder} holds no backup that this version can read`, { cause });
  }
}

/** The lines of the store in a backup. */
export async function* storeLines(folder: string): AsyncGenerator<string> {
  for await (const { text } of fileLines(join(folder, STORE))) yield text;
}

/** Puts the audit files of a checked backup into an audit folder that has none. */
export async function restoreAudit(folder: string, files: Manifest["files"], to: string) {
  const names = Object.keys(files).filter((path) => path.startsWith("audit/"));
  if (names.length === 0) return;
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of names.map((path) => basename(path))) {
    await writeDurably(join(to, name), await readFile(join(folder, "audit", name)));
  }
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) {
    // A stream of a file without an encoding gives buffers.
    hash.update(chunk as Buffer);
  }
  return hash.digest("hex");
}
