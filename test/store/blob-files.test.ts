import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openBlobFiles } from "../../src/store/blob-files.ts";

let dir: string;
const content = Buffer.from("tree\u0000of a commit");
const id = createHash("sha256").update(content).digest("hex");

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "gatehouse-blobs-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

function pathOf(blob: string): string {
  return join(dir, blob.slice(0, 2), blob);
}

test("a blob comes back as it was, under the digest of its content", async () => {
  const blobs = await openBlobFiles({ dir });
  expect(await blobs.put(Readable.from([content]))).toEqual({ id, bytes: content.length });
  expect(await buffer(await blobs.open(id))).toEqual(content);
});

test("the same content twice is one blob, also at the same time", async () => {
  const blobs = await openBlobFiles({ dir });
  await Promise.all([1, 2, 3].map(() => blobs.put(Readable.from([content]))));
  expect(readdirSync(join(dir, id.slice(0, 2)))).toEqual([id]);
  expect(readdirSync(join(dir, "incoming"))).toEqual([]);
});

test("content that was changed on the disk is not handed out", async () => {
  const blobs = await openBlobFiles({ dir });
  await blobs.put(Readable.from([content]));
  writeFileSync(pathOf(id), "something else");
  await expect(blobs.open(id)).rejects.toThrowError(/has changed/);
});

test("a source that breaks off leaves nothing behind", async () => {
  const blobs = await openBlobFiles({ dir });
  const broken = Readable.from(
    (async function* () {
      yield content;
      throw new Error("connection lost");
    })(),
  );
  await expect(blobs.put(broken)).rejects.toThrowError(/failed to store/);
  expect(readdirSync(join(dir, "incoming"))).toEqual([]);
  expect(existsSync(pathOf(id))).toBe(false);
});

test("more than the limit is refused and removed", async () => {
  const blobs = await openBlobFiles({ dir, maxBytes: content.length - 1 });
  await expect(blobs.put(Readable.from([content]))).rejects.toThrowError(/exceeds/);
  expect(readdirSync(join(dir, "incoming"))).toEqual([]);
});

test.each(["../../etc/passwd", "", "A".repeat(64), `${id}\n`, `${id.slice(0, 62)}/.`])(
  "the id %j opens and removes nothing",
  async (wrong) => {
    const blobs = await openBlobFiles({ dir });
    await expect(async () => blobs.open(wrong)).rejects.toThrowError(/not the id/);
    await expect(async () => blobs.remove(wrong)).rejects.toThrowError(/not the id/);
  },
);

test("a removed blob is gone, and removing it again is no fault", async () => {
  const blobs = await openBlobFiles({ dir });
  await blobs.put(Readable.from([content]));
  await blobs.remove(id);
  await blobs.remove(id);
  await expect(blobs.open(id)).rejects.toMatchObject({ kind: "gone" });
});

test("what a crash left long ago is removed at the start, what is being written is not", async () => {
  await openBlobFiles({ dir });
  writeFileSync(join(dir, "incoming", "old"), "x");
  writeFileSync(join(dir, "incoming", "new"), "x");
  utimesSync(join(dir, "incoming", "old"), 1, 1);
  await openBlobFiles({ dir });
  expect(readdirSync(join(dir, "incoming"))).toEqual(["new"]);
});
