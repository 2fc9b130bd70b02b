import { describe, expect, it } from "vitest";
import { changesAgainst, differenceOf } from "../../src/review/tree/difference.ts";
import { parseListing } from "../../src/review/tree/listing.ts";
import type { TreeEntry, TreeListing } from "../../src/model/tree.ts";

const OID = "a".repeat(40);

function listing(...lines: string[]): Uint8Array {
  return Buffer.from(lines.map((line) => `${line}\0`).join(""), "latin1");
}

function tree(entries: Record<string, string>): TreeListing {
  return new Map(
    Object.entries(entries).map(([path, oid]): [string, TreeEntry] => [
      path,
      { path, kind: "file", oid },
    ]),
  );
}

describe("a tree listing", () => {
  it("keeps names with newlines, quotes and right-to-left overrides as they are", () => {
    const name = 'a\n"b\u202e';
    const raw = Buffer.concat([Buffer.from(`100644 blob ${OID}\t${name}`), Buffer.from([0])]);
    expect([...parseListing(raw, 10).entries.keys()]).toEqual([name]);
  });

  it("shows bytes that are not UTF-8 and keeps such names apart", () => {
    const raw = listing(`100644 blob ${OID}\ta\xff`, `100644 blob ${OID}\ta\xfe`);
    expect([...parseListing(raw, 10).entries.keys()]).toEqual(["a\\xFF", "a\\xFE"]);
  });

  it("tells files, programs, links and submodules apart", () => {
    const raw = listing(
      `100644 blob ${OID}\tf`,
      `100755 blob ${OID}\tx`,
      `120000 blob ${OID}\tl`,
      `160000 commit ${OID}\ts`,
    );
    const kinds = [...parseListing(raw, 10).entries.values()].map((entry) => entry.kind);
    expect(kinds).toEqual(["file", "executable", "symlink", "submodule"]);
  });

  it("says when entries were left out", () => {
    const raw = listing(`100644 blob ${OID}\ta`, `100644 blob ${OID}\tb`);
    expect(parseListing(raw, 1)).toMatchObject({ truncated: true });
    expect(parseListing(raw, 2)).toMatchObject({ truncated: false });
  });

  it.each([
    ["a cut-off entry", Buffer.from(`100644 blob ${OID}\ta`)],
    ["an unknown mode", listing(`100000 blob ${OID}\ta`)],
    ["no tab", listing(`100644 blob ${OID} a`)],
  ])("refuses %s", (_, raw) => {
    expect(() => parseListing(raw, 10)).toThrow();
  });
});

describe("the difference of two trees", () => {
  it("is empty for the same tree", () => {
    expect(differenceOf(tree({ a: "1" }), tree({ a: "1" }))).toEqual([]);
  });

  it("sees content, new, gone and moved files", () => {
    const changes = differenceOf(
      tree({ same: "1", edited: "2", gone: "3", old: "4" }),
      tree({ same: "1", edited: "5", added: "6", moved: "4" }),
    );
    const seen = changes.map((each) => [each.path, each.status, each.previousPath ?? null]);
    expect(seen).toEqual([
      ["edited", "modified", null],
      ["added", "added", null],
      ["moved", "renamed", "old"],
      ["gone", "deleted", null],
    ]);
  });

  it("sees a mode that changed alone", () => {
    const base = tree({ a: "1" });
    const head: TreeListing = new Map([["a", { path: "a", kind: "executable", oid: "1" }]]);
    expect(differenceOf(base, head).map((each) => each.status)).toEqual(["mode"]);
  });

  it("does not take a copy for a rename", () => {
    const changes = differenceOf(tree({ a: "1" }), tree({ a: "1", b: "1" }));
    expect(changes.map((each) => each.status)).toEqual(["added"]);
  });

  it("counts a path that differs from any of several merge bases", () => {
    const changes = changesAgainst(
      [tree({ a: "1", b: "2" }), tree({ a: "1", b: "1" })],
      tree({ a: "1", b: "2" }),
    );
    expect(changes.map((each) => each.path)).toEqual(["b"]);
  });
});
