import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { moduleZipHash } from "../../src/execution/dependencies/module-zip.ts";
import { hash1, zipOf, type ZipFile } from "../registry/zip.ts";

const FILES: ZipFile[] = [
  { name: "a.example/m@v1.0.0/z.go", content: "package m\n".repeat(100) },
  { name: "a.example/m@v1.0.0/go.mod", content: "module a.example/m\n" },
  { name: "a.example/m@v1.0.0/empty", content: "" },
  { name: "a.example/m@v1.0.0/stored", content: "as it is", method: 0 },
];

describe("what the archive of a module adds up to", () => {
  it("is of the names and contents of its files, in the order of names", () => {
    expect(moduleZipHash(zipOf(FILES))).toBe(hash1(FILES));
    expect(moduleZipHash(zipOf(FILES.toReversed()))).toBe(hash1(FILES));
    expect(moduleZipHash(Buffer.concat([Buffer.from("in front"), zipOf(FILES)]))).toBeNull();
  });

  it("is another one for another name or content", () => {
    const [first] = FILES;
    for (const other of [{ name: "x" }, { content: "x" }]) {
      const changed = [{ name: "", content: "", ...first, ...other }, ...FILES.slice(1)];
      expect(moduleZipHash(zipOf(changed))).not.toBe(hash1(FILES));
    }
  });

  it.each<[string, ZipFile[]]>([
    ["a name twice", [...FILES, { name: "a.example/m@v1.0.0/go.mod", content: "other" }]],
    ["a name that could be two lines", [{ name: "a\nb", content: "" }]],
    [
      "a file that inflates to more than it says",
      [{ name: "a", content: "x".repeat(1 << 20), size: 10 }],
    ],
    ["a file that inflates to less than it says", [{ name: "a", content: "x", size: 10 }]],
    [
      "a file that says it is larger than Go allows",
      [{ name: "a", content: "x", size: 600 << 20 }],
    ],
    ["another way of compressing", [{ name: "a", content: "x", method: 9 }]],
    ["encryption", [{ name: "a", content: "x", flags: 1 }]],
  ])("is none with %s", (_, files) => {
    expect(moduleZipHash(zipOf(files))).toBeNull();
  });

  it("is none or another wherever a byte is changed, or the end is missing", () => {
    const zip = zipOf(FILES);
    const right = hash1(FILES);
    const contents = FILES.map(({ content, method }) =>
      method === 0 ? Buffer.from(content) : deflateRawSync(content),
    );
    for (let at = 0; at < zip.length; at += 1) {
      const changed = Buffer.from(zip);
      changed.writeUInt8(changed.readUInt8(at) ^ 0xff, at);
      const found = moduleZipHash(changed);
      const isContent = contents.some(
        (one) => at >= zip.indexOf(one) && at < zip.indexOf(one) + one.length,
      );
      if (isContent) expect(found).not.toBe(right);
      if (at > 0) expect(moduleZipHash(zip.subarray(0, at))).toBeNull();
    }
    expect(moduleZipHash(new Uint8Array())).toBeNull();
    expect(moduleZipHash(Buffer.alloc(1 << 20))).toBeNull();
  });
});
