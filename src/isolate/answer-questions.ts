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

type Question = Extract<FromChild, { type: "list" | "read" }>;

/** Blobs that are in memory together before the allowance is looked at again. */
const GROUP = 32;

/** Makes the function that answers a child's questions within its allowance. */
export function answerQuestions(
  commits: CommitReader,
  allowance: Allowance,
): (question: Question) => Promise<{ message: ToChild; bytes: Uint8Array[] }> {
  let left = allowance.blobBytes;
  const listed = new Set<string>();

  async function list(
    id: number,
    commit: string,
  ): Promise<{ message: ToChild; bytes: Uint8Array[] }> {
    if (!allowance.commits.includes(commit)) throw new ChildFailure("it asked for another commit");
    if (listed.has(commit)) throw new ChildFailure("it asked for the same commit twice");
    listed.add(commit);
    return { message: { type: "listed", id }, bytes: [await commits.list(commit)] };
  }

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

  async function read(
    id: number,
    oids: readonly string[],
    maxBytes: number,
  ): Promise<{ message: ToChild; bytes: Uint8Array[] }> {
    await commits.prefetch?.(oids);
    const bytes: Uint8Array[] = [];
    const words: (number | "absent" | "too-large")[] = [];
    for (let start = 0; start < oids.length; start += GROUP) {
      for (const blob of await readGroup(oids.slice(start, start + GROUP), maxBytes)) {
        words.push(blob instanceof Uint8Array ? bytes.push(blob) - 1 : blob.missing);
      }
    }
    return { message: { type: "blobs", id, blobs: words }, bytes };
  }

  return (question) =>
    question.type === "list"
      ? list(question.id, question.commit)
      : read(question.id, question.oids, question.maxBytes);
}
