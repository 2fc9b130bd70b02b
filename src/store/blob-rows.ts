import { createHash, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { type Kysely, sql } from "kysely";
import { Fault } from "../model/fault.ts";
import type { Blobs } from "../ports.ts";
import type { Tables } from "./tables.ts";

const PART_BYTES = 1024 * 1024;
const DEFAULT_MAX_BYTES = 1024 ** 3;

/**
 * Keeps blobs in the database that several processes share, in parts of 1 MiB. `put` refuses
 * more than `maxBytes` (1 GiB); `open` throws a `Fault` for an unknown id, and its stream fails
 * where the content is not what its id says. What is half written is found under no id.
 */
export function createBlobRows(db: Kysely<Tables>, maxBytes = DEFAULT_MAX_BYTES): Blobs {
  return {
    put: (content) => put(db, content, maxBytes),
    open: async (id) => {
      const first = await partOf(db, id, 0);
      if (first === null) throw new Fault("gone", `there is no blob ${id}`);
      return Readable.from(parts(db, id, first), { objectMode: false });
    },
    remove: async (id) => {
      await db.deleteFrom("gatehouse.blob_part").where("blob", "=", id).execute();
    },
  };
}

async function put(db: Kysely<Tables>, content: Readable, maxBytes: number) {
  const incoming = `incoming-${randomUUID()}`;
  const hash = createHash("sha256");
  let bytes = 0;
  let part = 0;
  try {
    for await (const chunk of inParts(content)) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Fault("refused", `a blob exceeds ${maxBytes} bytes`);
      hash.update(chunk);
      await db
        .insertInto("gatehouse.blob_part")
        .values({ blob: incoming, part, content: chunk })
        .execute();
      part += 1;
    }
    const id = hash.digest("hex");
    await name(db, incoming, id);
    return { id, bytes };
  } catch (error) {
    await db.deleteFrom("gatehouse.blob_part").where("blob", "=", incoming).execute();
    throw error instanceof Fault
      ? error
      : new Fault("internal", "failed to store a blob", { cause: error });
  }
}

/** Gives it its id, or drops it where the same blob is there already. */
async function name(db: Kysely<Tables>, incoming: string, id: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`blob ${id}`}, 0))`.execute(
      transaction,
    );
    if ((await partOf(transaction, id, 0)) !== null) {
      await transaction.deleteFrom("gatehouse.blob_part").where("blob", "=", incoming).execute();
      return;
    }
    await transaction
      .updateTable("gatehouse.blob_part")
      .set({ blob: id })
      .where("blob", "=", incoming)
      .execute();
  });
}

async function* inParts(content: Readable): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    // A binary stream gives buffers.
    waiting.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes < PART_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  // An empty blob has one part too, or it could not be found.
  yield Buffer.concat(waiting);
}

async function partOf(db: Kysely<Tables>, blob: string, part: number): Promise<Buffer | null> {
  const row = await db
    .selectFrom("gatehouse.blob_part")
    .select("content")
    .where("blob", "=", blob)
    .where("part", "=", part)
    .executeTakeFirst();
  // PGlite answers an array of bytes, the driver of PostgreSQL a buffer.
  return row === undefined ? null : Buffer.from(row.content);
}

async function* parts(db: Kysely<Tables>, id: string, first: Buffer): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  let content: Buffer | null = first;
  for (let part = 1; content !== null; part += 1) {
    hash.update(content);
    if (content.length > 0) yield content;
    content = await partOf(db, id, part);
  }
  if (hash.digest("hex") !== id) throw new Fault("internal", `the content of blob ${id} changed`);
}
