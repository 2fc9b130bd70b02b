import type { CommitReader, MissingBlob } from "../model/tree.ts";
import { ChildFailure } from "./child-failure.ts";
import type { FromChild, ToChild } from "./messages.ts";

/** What a child may ask for. Bytes. */
export interface Allowance {
  commits: readonly string[];
  /** All blobs together; what comes after is answered as too large. */
  blobBytes: number;
  /** One blob, whatever the child asks for. */
  oneBlobBytes: number;
}

/** An answer to a child, and the bytes that travel with it. */
export interface Reply {
  message: ToChild;
  bytes: Uint8Array[];
}

type Question = Extract<FromChild, { type: "list" | "read" | "prefetch" }>;

/** More blobs than any review within its limits reads. */
const MAX_PREFETCHED = 100_000;

/** Every merge base and the head, more than once. */
const MAX_LISTINGS = 64;

/** Blobs that are in memory together before the allowance is looked at again. */
const GROUP = 32;

/** Makes the function that answers a child's questions within its allowance. */
export function answerQuestions(
  commits: CommitReader,
  allowance: Allowance,
): (question: Question) => Promise<Reply> {
  const readWithin = cappedReader(commits, allowance);
  let listings = 0;
  let prefetched = 0;

  async function list(commit: string): Promise<Uint8Array> {
    if (!allowance.commits.includes(commit)) throw new ChildFailure("it asked for another commit");
    listings += 1;
    if (listings > MAX_LISTINGS) throw new ChildFailure("it asked for too many listings");
    return commits.list(commit);
  }

  return async (question) => {
    const { id } = question;
    switch (question.type) {
      case "list":
        return { message: { type: "listed", id }, bytes: [await list(question.commit)] };
      case "prefetch":
        prefetched += question.oids.length;
        if (prefetched > MAX_PREFETCHED) throw new ChildFailure("it asked for too many files");
        await commits.prefetch?.(question.oids);
        return { message: { type: "prefetched", id }, bytes: [] };
      case "read":
        return blobsReply(id, await readWithin(question.oids, question.maxBytes));
    }
  };
}

function blobsReply(id: number, read: readonly (Uint8Array | MissingBlob)[]): Reply {
  const bytes: Uint8Array[] = [];
  const blobs = read.map((blob) =>
    blob instanceof Uint8Array ? bytes.push(blob) - 1 : blob.missing,
  );
  return { message: { type: "blobs", id, blobs }, bytes };
}

/** Reads blobs until their allowance is used up; the rest is too large. */
function cappedReader(commits: CommitReader, allowance: Allowance): CommitReader["read"] {
  let left = allowance.blobBytes;

  async function readGroup(
    oids: readonly string[],
    maxBytes: number,
  ): Promise<(Uint8Array | MissingBlob)[]> {
    if (left <= 0) return oids.map(() => ({ missing: "too-large" }));
    const blobs = await commits.read(oids, Math.min(maxBytes, allowance.oneBlobBytes));
    return blobs.map((blob) => {
      if (!(blob instanceof Uint8Array)) return blob;
      left -= blob.byteLength;
      return left < 0 ? { missing: "too-large" } : blob;
    });
  }

  return async (oids, maxBytes) => {
    await commits.prefetch?.(oids);
    const blobs: (Uint8Array | MissingBlob)[] = [];
    for (let start = 0; start < oids.length; start += GROUP) {
      blobs.push(...(await readGroup(oids.slice(start, start + GROUP), maxBytes)));
    }
    return blobs;
  };
}
