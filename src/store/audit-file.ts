import { constants } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { AuditRecord, type AuditEntry, type AuditKind } from "../model/audit.ts";
import { Fault } from "../model/fault.ts";
import type { AuditTrail, Now } from "../ports.ts";
import { canonical, type ChainEnd, digest, LONGEST_LINE, NO_PREDECESSOR } from "./audit-chain.ts";
import { recoverTail } from "./audit-tail.ts";
import { lockFile } from "./file-lock.ts";
import { syncFolder } from "./write-durably.ts";

/** The open audit trail; `close` waits for what was appended. */
export interface AuditFile extends AuditTrail {
  /** How many records are kept, and the digest of the last; synced already. */
  end(): { records: number; head: string };
  close(): Promise<void>;
}

interface Pending {
  kind: AuditKind;
  detail: AuditRecord["detail"];
  resolve: () => void;
  reject: (fault: Fault) => void;
}

interface Writer {
  file: FileHandle;
  path: string;
  now: Now;
  end: ChainEnd;
  /** What the file holds and has been synced, in bytes. */
  size: number;
  queue: Pending[];
  flushing: Promise<void> | null;
  /** Set once the file can no longer be trusted to take records; everything is refused then. */
  broken: Fault | null;
}

/**
 * Opens the append-only audit file for this process alone, creating it with a genesis record
 * that holds `genesis`. A torn last line, which a crash leaves, is cut off and that is
 * recorded. Throws a `Fault` when another process writes it or its last record is not one.
 */
export async function openAuditFile(options: {
  path: string;
  now: Now;
  /** What the genesis record binds the file to: the version and the App. */
  genesis?: AuditRecord["detail"];
}): Promise<AuditFile> {
  const { path, now } = options;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const lock = lockFile(`${path}.lock`, `the audit trail ${path}`);
  let file: FileHandle | null = null;
  try {
    file = await open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
    const tail = await recoverTail(file, path);
    const { end, size } = tail;
    const writer: Writer = { file, path, now, end, size, queue: [], flushing: null, broken: null };
    if (end.previous === NO_PREDECESSOR) {
      await enqueue(writer, "genesis", options.genesis ?? {});
      await syncFolder(dirname(path));
    }
    if (tail.torn !== null) {
      await enqueue(writer, "administration", { event: "torn-record-removed", ...tail.torn });
    }
    return {
      append: ({ kind, detail }: AuditEntry) => enqueue(writer, kind, detail),
      end: () => ({ records: writer.end.sequence, head: writer.end.previous }),
      close: async () => {
        await writer.flushing;
        await writer.file.close();
        lock.release();
      },
    };
  } catch (error) {
    await file?.close();
    lock.release();
    throw error instanceof Fault
      ? error
      : new Fault("internal", `failed to open the audit trail ${path}`, { cause: error });
  }
}

async function enqueue(
  writer: Writer,
  kind: AuditKind,
  detail: AuditRecord["detail"],
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    writer.queue.push({ kind, detail, resolve, reject });
    writer.flushing ??= flush(writer);
  });
}

/** Writes what waits in one go, with one sync for all of it, until nothing waits. */
async function flush(writer: Writer): Promise<void> {
  // Lets everything that is appended in this turn of the event loop join the first batch.
  await Promise.resolve();
  while (writer.queue.length > 0) {
    const batch = writer.queue.splice(0, 512);
    try {
      await write(writer, chain(writer, batch));
      batch.forEach((entry) => entry.resolve());
    } catch (cause) {
      const fault =
        cause instanceof Fault
          ? cause
          : new Fault("internal", "failed to write the audit trail", { cause });
      batch.forEach((entry) => entry.reject(fault));
    }
  }
  // In the same turn as the look at the queue, or whoever comes in between would wait forever.
  writer.flushing = null;
}

/** The lines of a batch; an entry that is no record rejects its own promise and no other. */
function chain(writer: Writer, batch: Pending[]): { text: string; end: ChainEnd } {
  let end = writer.end;
  let text = "";
  for (const entry of [...batch]) {
    const record = AuditRecord.safeParse({
      sequence: end.sequence,
      time: writer.now().toISOString(),
      kind: entry.kind,
      detail: entry.detail,
      previous: end.previous,
    });
    const line = record.success ? canonical(record.data) : "";
    if (!record.success || Buffer.byteLength(line) > LONGEST_LINE) {
      batch.splice(batch.indexOf(entry), 1);
      entry.reject(new Fault("internal", "not an audit record", { cause: record.error }));
      continue;
    }
    text += `${line}\n`;
    end = { sequence: end.sequence + 1, previous: digest(line) };
  }
  return { text, end };
}

async function write(writer: Writer, next: { text: string; end: ChainEnd }): Promise<void> {
  if (writer.broken !== null) {
    throw writer.broken;
  }
  const bytes = Buffer.from(next.text, "utf8");
  try {
    await assertOurs(writer, writer.size);
    await writer.file.appendFile(bytes);
    await writer.file.datasync();
    await assertOurs(writer, writer.size + bytes.length);
  } catch (cause) {
    await undo(writer, cause);
    throw cause;
  }
  writer.size += bytes.length;
  writer.end = next.end;
}

/** Removed, replaced or written by somebody else, the file would take records into nowhere. */
async function assertOurs(writer: Writer, size: number): Promise<void> {
  const now = await writer.file.stat();
  if (now.nlink === 0 || now.size !== size) {
    throw new Fault("internal", `the audit trail ${writer.path} was changed by somebody else`);
  }
}

/**
 * After a full disk the half-written batch is cut off again, so that the next one can follow.
 * Where that fails, or the file is not ours any more, nothing is written until the next start.
 */
async function undo(writer: Writer, cause: unknown): Promise<void> {
  const full = cause instanceof Error && "code" in cause && cause.code === "ENOSPC";
  if (!full) {
    writer.broken = new Fault("internal", "the audit trail is broken", { cause });
    return;
  }
  try {
    await writer.file.truncate(writer.size);
  } catch (error) {
    writer.broken = new Fault("internal", "the audit trail is broken", { cause: error });
  }
}
