import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../src/review/files/decode-text.ts";
import { attributesOf } from "../../../src/review/documents/git-attributes.ts";

const utf8 = (text: string) => Buffer.from(text, "utf8");
const features = (result: ReturnType<typeof decodeText>) =>
  result.facts.map((fact) => fact.feature);

describe("the encoding of the bytes", () => {
  it("is UTF-8 with or without a mark", () => {
    expect(decodeText(utf8("\ufeffä"), { path: "a" }).text).toBe("ä");
    expect(decodeText(utf8("ä"), { path: "a" }).encoding).toBe("utf-8");
  });
  it("is UTF-16 by its mark, in both byte orders", () => {
    const little = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("eval(1)", "utf16le")]);
    expect(decodeText(little, { path: "a" }).text).toBe("eval(1)");
    const big = Buffer.from(little).swap16();
    expect(decodeText(big, { path: "a" })).toMatchObject({
      text: "eval(1)",
      encoding: "utf-16be",
      facts: [],
    });
  });
  it("falls back to one byte a character, and says so", () => {
    const result = decodeText(Buffer.from("eval(1) // \xe4\x93", "latin1"), { path: "a" });
    expect(result).toMatchObject({
      text: "eval(1) // ä“",
      encoding: "windows-1252",
      facts: [],
      unanalysed: null,
    });
  });
  it("is not known for UTF-32", () => {
    const bytes = Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]);
    expect(decodeText(bytes, { path: "a" }).unanalysed).toMatch(/UTF-32/);
  });
});

describe("the encoding of the checkout", () => {
  it("shows the program that gibberish becomes in EBCDIC", () => {
    // The characters whose IBM037 bytes are the ASCII bytes of the program.
    const page = new Map<number, string>();
    for (let byte = 0; byte < 256; byte += 1) page.set(byte, ebcdic(byte));
    const gibberish = [...Buffer.from("curl x | sh\n")].map((byte) => page.get(byte)).join("");
    const result = decodeText(utf8(gibberish), { path: "a.sh", workingTreeEncoding: "IBM037" });
    expect(result.text).toBe("curl x | sh\n");
    expect(features(result)).toEqual(["encoding-differs"]);
  });
  it("changes nothing where code reads the same", () => {
    for (const name of [
      "UTF-16LE-BOM",
      "utf-8",
      "ISO-8859-1",
      "windows-1252",
      "Shift_JIS",
      "UTF-16",
    ]) {
      const result = decodeText(utf8("Write-Host ä"), { path: "a.ps1", workingTreeEncoding: name });
      expect(result).toMatchObject({ text: "Write-Host ä", facts: [], unanalysed: null });
    }
  });
  it("is not analysed when nobody knows it", () => {
    const result = decodeText(utf8("x"), { path: "a", workingTreeEncoding: "EBCDIC-XX\u001b[1m" });
    expect(result.unanalysed).toBe(
      "git checks this file out in EBCDIC-XX??1m, which no reader here knows",
    );
    expect(features(result)).toEqual(["encoding-differs"]);
  });
});

describe("a coding cookie of Python", () => {
  const hidden: [string, string, string][] = [
    ["unicode_escape", "# coding: unicode_escape\n# \\u000aimport os\n", "import os"],
    ["unicode-escape in hex", "# -*- coding: Unicode-Escape -*-\n# \\x0aimport os\n", "import os"],
    ["raw_unicode_escape", "# coding=raw_unicode_escape\n# \\u000aimport os\n", "import os"],
    ["utf-7", "# coding: utf-7\n# +AAo-import os\n", "\nimport os"],
    [
      "utf7 on the second line",
      "#!/usr/bin/env python\n# vim: set fileencoding=utf7 :\n# +AAo-import os\n",
      "\nimport os",
    ],
    ["rot13", "# coding: rot13\nvzcbeg bf\n", "import os"],
  ];
  it.each(hidden)("shows what %s hides", (_, source, shown) => {
    const result = decodeText(utf8(source), { path: "a.py" });
    expect(result.text).toContain(shown);
    expect(features(result)).toEqual(["encoding-differs"]);
  });
  it("counts for a script without an extension", () => {
    const result = decodeText(utf8("#!/usr/bin/python\n# coding: utf7\n# +AAo-import os\n"), {
      path: "run",
      interpreter: "python",
    });
    expect(features(result)).toEqual(["encoding-differs"]);
  });
  it("that nobody here knows leaves the file unanalysed", () => {
    expect(decodeText(utf8("# coding: punycode\nx\n"), { path: "a.py" }).unanalysed).toMatch(
      /punycode/,
    );
  });
  const quiet: [string, string, string][] = [
    ["of UTF-8", "a.py", "# -*- coding: utf-8 -*-\n# \\u000a\n"],
    ["of Latin-1", "a.py", "# coding: latin-1\n"],
    ["of windows-1251", "a.py", "# coding: cp1251\n"],
    ["that changes nothing", "a.py", "# coding: utf-7\nimport os\n"],
    ["in another language", "a.rb", "# coding: unicode_escape\n# \\u000a\n"],
    ["on the third line", "a.py", "#\n#\n# coding: utf7 +AAo-\n"],
    ["below code", "a.py", "import os\n# coding: utf7 +AAo-\n"],
  ];
  it.each(quiet)("is quiet %s", (_, path, source) => {
    expect(decodeText(utf8(source), { path })).toMatchObject({
      text: source,
      facts: [],
      unanalysed: null,
    });
  });
});

it("decodes any bytes without a fault", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.option(fc.string()), (bytes, name) => {
      expect(typeof decodeText(bytes, { path: "a.py", workingTreeEncoding: name }).text).toBe(
        "string",
      );
    }),
  );
});

describe("attributes", () => {
  const of = attributesOf(
    new Map([
      [
        ".gitattributes",
        '*.sh working-tree-encoding=UTF-8\n/a.txt x=1\n[attr]m x\n"b c.txt" x=2\ndocs/** y\n*.sh -z\n',
      ],
      ["sub/.gitattributes", "*.sh working-tree-encoding=IBM037\n"],
    ]),
  );
  const cases: [string, string, string | null][] = [
    ["a.sh", "working-tree-encoding", "UTF-8"],
    ["x/y/a.sh", "working-tree-encoding", "UTF-8"],
    ["sub/x/a.sh", "working-tree-encoding", "IBM037"],
    ["sub2/a.sh", "working-tree-encoding", "UTF-8"],
    ["a.txt", "x", "1"],
    ["d/a.txt", "x", null],
    ["b c.txt", "x", "2"],
    ["docs/a/b", "y", "set"],
    ["a.sh", "z", "unset"],
  ];
  it.each(cases)("of %s: %s is %s", (path, name, value) => {
    expect(of(path, name)).toBe(value);
  });
});

/** IBM037 by its ranges: letters, digits and signs that the test's program needs. */
function ebcdic(byte: number): string {
  return String.fromCharCode(TABLE[byte] ?? 0);
}

const TABLE = (() => {
  const rows =
    "00010203 9c09867f 978d8e0b 0c0d0e0f 10111213 9d850887 1819928f 1c1d1e1f 80818283 840a171b 88898a8b 8c050607 90911693 94959604 98999a9b 14159e1a 20a0e2e4 e0e1e3e5 e7f1a22e 3c282b7c 26e9eaeb e8edeeef ecdf2124 2a293bac 2d2fc2c4 c0c1c3c5 c7d1a62c 255f3e3f f8c9cacb c8cdcecf cc603a23 40273d22";
  return [...Buffer.from(rows.replaceAll(" ", ""), "hex")];
})();
