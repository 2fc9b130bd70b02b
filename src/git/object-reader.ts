import { Fault } from "../model/fault.ts";
import type { MissingBlob } from "../model/tree.ts";
import { openBatch } from "./batch.ts";

/** What the object store knows of an object without reading it. */
export interface ObjectHeader {
  type: "blob" | "tree" | "commit" | "tag";
  bytes: number;
}

/** Objects of one store by id. Both methods answer in the order of the ids. */
export interface ObjectReader {
  headers(oids: readonly string[]): Promise<(ObjectHeader | null)[]>;
  /** Reads blobs; one that is larger than `maxBytes` is not even opened. */
  blobs(oids: readonly string[], maxBytes: number): Promise<(Uint8Array | MissingBlob)[]>;
  /** Reads a commit object, or answers null. */
  commit(oid: string): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const MAX_COMMIT_BYTES = 1024 * 1024;

/** Tells whether a text is a full object id. Nothing else is ever written to git's input. */
export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}

/**
 * Opens a store with two long-lived processes, one for headers and one for contents, so
 * that a size is known before a blob is read. They start on first use.
 */
export function openObjects(gitDir: string): ObjectReader {
  const check = openBatch(gitDir, "--batch-check");
  const contents = openBatch(gitDir, "--batch");

  async function headers(oids: readonly string[]): Promise<(ObjectHeader | null)[]> {
    for (const oid of oids) {
      if (!isObjectId(oid)) throw new Fault("refused", "failed to read an object: not an id");
    }
    return check.ask(oids, async (reader) => parseHeader(await reader.line()));
  }

  async function blobs(
    oids: readonly string[],
    maxBytes: number,
  ): Promise<(Uint8Array | MissingBlob)[]> {
    const found = await headers(oids);
    const answers: (Uint8Array | MissingBlob)[] = [];
    for (const [index, oid] of oids.entries()) {
      const header = found[index];
      if (header?.type !== "blob") answers.push({ missing: "absent" });
      else if (header.bytes > maxBytes) answers.push({ missing: "too-large" });
      else answers.push((await content(oid, header)) ?? { missing: "absent" });
    }
    return answers;
  }

  async function commit(oid: string): Promise<Uint8Array | null> {
    const [header] = await headers([oid]);
    if (header?.type !== "commit" || header.bytes > MAX_COMMIT_BYTES) return null;
    return content(oid, header);
  }

  /** A damaged object ends git's process: that object is absent, the next one starts afresh. */
  async function content(oid: string, expected: ObjectHeader): Promise<Uint8Array | null> {
    try {
      const [bytes] = await contents.ask([oid], async (reader) => {
        const header = parseHeader(await reader.line());
        if (header?.bytes !== expected.bytes) return null;
        const read = await reader.bytes(header.bytes);
        await reader.bytes(1);
        return read;
      });
      return bytes ?? null;
    } catch (error) {
      if (error instanceof Fault && error.kind !== "internal") return null;
      throw error;
    }
  }

  async function close(): Promise<void> {
    await Promise.all([check.close(), contents.close()]);
  }

  return { headers, blobs, commit, close };
}

function parseHeader(line: string): ObjectHeader | null {
  const match = /^[0-9a-f]+ (blob|tree|commit|tag) (\d+)$/.exec(line);
  if (!match) return null;
  // The expression allows no other word.
  return { type: match[1] as ObjectHeader["type"], bytes: Number(match[2]) };
}
