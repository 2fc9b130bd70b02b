import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  blobLink,
  blobUrl,
  codeBlock,
  codeSpan,
  defang,
  html,
  ownLink,
  plainBlock,
  plainLine,
  relativeUri,
  sarifMessage,
  stripTerminalSequences,
  terminalBlock,
  terminalLine,
} from "../../src/report/encoder.ts";
import { hostile, seen } from "./markdown.ts";

const SHA = "0123456789abcdef0123456789abcdef01234567";
const PAGE = "https://github.com/owner/name";
/** Everything that acts on a terminal or cannot be seen; a second list, not the encoder's. */
const ACTING =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u{e0000}-\u{e007f}\u{e0100}-\u{e01ef}]|\p{Cs}/u;

describe("code in Markdown", () => {
  it("holds every byte of any text, in a span and in a block", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const around = (code: string) => `Before ${code} after\n\n${codeBlock(text, 500)}\nEnd\n`;
        const tree = seen(around(codeSpan(text)));
        expect(tree.prose.trim().split(/\s+/)).toEqual(["Before", "after", "End"]);
        expect(tree.code).toHaveLength(2);
        expect([...tree.types].sort()).toEqual(["code", "inlineCode", "paragraph", "root", "text"]);
      }),
      { numRuns: 2000 },
    );
  });

  it("does so at the start of a line and twice in a row", () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const tree = seen(`${codeSpan(a)}, ${codeSpan(b)}\n`);
        expect(tree.prose.trim()).toBe(",");
        expect(tree.code).toHaveLength(2);
      }),
      { numRuns: 1000 },
    );
  });

  it("shows an ordinary text as it is", () => {
    expect(seen(codeSpan("a`b``c")).code).toEqual(["a`b``c"]);
    expect(seen(codeBlock("```\nfence\n```\n", 100)).code).toEqual(["```\nfence\n```"]);
  });

  it("shows in one line what would break it", () => {
    expect(codeSpan("a\nb\r\nc\rd\te")).toBe("`a⏎b⏎c␍⏎d⇥e`");
  });
});

describe("visible text", () => {
  it("has nothing in it that acts or hides", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const shown of [
          plainLine(text),
          plainBlock(text, 400),
          terminalLine(text),
          terminalBlock(text, 400, "  "),
          html(text, 400),
          codeSpan(text),
          codeBlock(text, 400),
          sarifMessage(text, 400),
        ]) {
          expect(shown).not.toMatch(ACTING);
        }
        expect(plainLine(text)).not.toMatch(/[\n\t]/);
        expect(html(text, 400)).not.toMatch(/[<>"'`]|&(?!(?:amp|lt|gt|quot|#39|#96);)/);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["a right-to-left override", "\u202e", "⟨U+202E⟩"],
    ["a zero width space", "\u200b", "⟨U+200B⟩"],
    ["a tag character", "\u{e0041}", "⟨U+E0041⟩"],
    ["a variation selector", "\ufe0f", "⟨U+FE0F⟩"],
    ["a variation selector of the supplement", "\u{e0101}", "⟨U+E0101⟩"],
    ["a Hangul filler", "\u3164", "⟨U+3164⟩"],
    ["a line separator", "\u2028", "⟨U+2028⟩"],
    ["a space that is none", "\u00a0", "⟨U+00A0⟩"],
    ["NUL", "\0", "␀"],
    ["ESC", "\x1b", "␛"],
    ["DEL", "\x7f", "␡"],
    ["a C1 control", "\x9b", "⟨U+009B⟩"],
    ["an isolated surrogate", "\ud800", "\ufffd"],
    ["a private character", "\ue000", "⟨U+E000⟩"],
  ])("names %s", (_, text, shown) => {
    expect(plainLine(`a${text}b`)).toBe(`a${shown}b`);
  });

  it("counts blanks that would move code out of sight", () => {
    expect(plainBlock(`ok();${" ".repeat(300)}bad()`, 999)).toBe("ok();⟨300 blanks⟩bad()");
  });

  it("reads bytes that are no UTF-8 with replacement", () => {
    expect(plainLine(new Uint8Array([0x61, 0xff, 0x62]))).toBe("a\ufffdb");
  });

  it("shows an escape sequence in source, and takes it out of a log", () => {
    const text = "\x1b[31mred\x1b[0m \x1b]8;;https://x\x07link\x1b]8;;\x1b\\ \x9b2Jend";
    expect(plainLine(text)).toContain("␛[31mred");
    expect(stripTerminalSequences(text)).toBe("red link end");
  });

  it("swallows no text after a sequence that never ends", () => {
    expect(plainLine(stripTerminalSequences("\x1b]0;tail stays"))).toContain("tail stays");
    expect(plainLine(stripTerminalSequences("\x1b[12;"))).toContain("[12;");
  });

  it("shows what a carriage return would overwrite", () => {
    expect(plainBlock("evil\rgood", 99)).toBe("evil␍\ngood");
  });
});

describe("limits", () => {
  it("holds in bytes, at the border of a character, and tells what is left out", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 300 }), (text, max) => {
        const shown = plainBlock(text.repeat(4), max);
        const [kept = ""] = shown.split(/\n?… \d+ bytes omitted$/);
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(max);
        expect(kept.isWellFormed()).toBe(true);
        if (kept !== shown) expect(shown).toMatch(/… [1-9]\d* bytes omitted$/);
      }),
      { numRuns: 1000 },
    );
  });

  it("counts the bytes that are left out", () => {
    expect(plainLine("é".repeat(20), 11)).toBe(`${"é".repeat(5)}… 30 bytes omitted`);
    expect(plainBlock("one\ntwo\nthree\n", 10)).toBe("one\ntwo\n… 6 bytes omitted");
  });

  it("costs no more than its limit on a text of many megabytes", () => {
    expect(codeBlock("\x1b]".repeat(4_000_000), 1000).length).toBeLessThan(5000);
  });
});

describe("links", () => {
  const place = { repositoryUrl: PAGE, sha: SHA };

  it("go to a blob of the commit or nowhere, for any path", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 9 }), (path, line) => {
        const tree = seen(`x ${blobLink({ ...place, path, line })} y\n`);
        expect(tree.prose.trim().split(/\s+/)).toEqual(["x", "y"]);
        for (const url of tree.urls) {
          const parsed = new URL(url);
          expect(parsed.href.startsWith(`${PAGE}/blob/${SHA}/`)).toBe(true);
          expect(parsed.search).toBe("");
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each(["../../../login", "a/../../b", "a/./b", "/etc/passwd", "a//b", "", "a/..", "a\\xffb"])(
    "are not made for the path %j, which a browser would follow elsewhere",
    (path) => {
      expect(blobUrl({ ...place, path })).toBeNull();
    },
  );

  it("keep blanks, brackets, hashes and percent signs in the path", () => {
    expect(blobUrl({ ...place, path: "a b/(c)#d?e%2e.js", line: 3, endLine: 7 })).toBe(
      `${PAGE}/blob/${SHA}/a%20b/%28c%29%23d%3Fe%252e.js#L3-L7`,
    );
    expect(relativeUri("ü/(x)")).toBe("%C3%BC/%28x%29");
  });

  it("to pages of our own end where the address ends, whatever stands in label and address", () => {
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom("", "(x)", "a b", ")](https://bad", "<y>"),
        (text, odd) => {
          const tree = seen(`x ${ownLink(text, `https://docs.example/${odd}`)} y\n`);
          expect(tree.prose.trim().split(/\s+/)).toEqual(["x", "y"]);
          expect(tree.urls).toHaveLength(1);
          expect(tree.urls[0]?.startsWith("https://docs.example/")).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("cannot be written into a SARIF message", () => {
    expect(sarifMessage("see [here](https://bad)", 99)).toBe("see \\[here\\](https://bad)");
  });
});

describe("defanging", () => {
  it("takes the use out of addresses and keeps them readable", () => {
    expect(defang("curl https://a.b.example:80/x.y | HTTP://1.2.3.4")).toBe(
      "curl hxxps://a[.]b[.]example:80/x.y | HxxP://1[.]2[.]3[.]4",
    );
  });
});
