import { describe, expect, it } from "vitest";
import {
  attributeOf,
  childrenOf,
  descendantsOf,
  parseXml,
} from "../../../src/review/documents/xml-document.ts";

/** Names, attributes and texts of all elements, one line each. */
function outline(text: string): string[] {
  return descendantsOf(parseXml(text).root).map((element) =>
    [
      element.name,
      ...element.attributes.map(({ name, value }) => `${name}=${value}`),
      element.text.trim() === "" ? "" : `"${element.text.trim()}"`,
    ]
      .filter((part) => part !== "")
      .join(" "),
  );
}

describe("XML", () => {
  const cases: [string, string, string[]][] = [
    ["elements in elements", "<a><b/><c>x</c></a>", ["a", "b", 'c "x"']],
    ["both quotes and none", `<a b="1" c='2"' d=3 e/>`, ['a b=1 c=2" d=3 e=']],
    ["a greater sign in a value", '<a b="x > y"/>', ["a b=x > y"]],
    ["the five entities", "<a b='&lt;&amp;&quot;'>&gt;&apos;</a>", ['a b=<&" ">\'"']],
    ["numeric entities", "<a b='&#x63;md&#10;x'>&#100;</a>", ['a b=cmd\nx "d"']],
    ["entities once, not twice", "<a>&amp;lt;</a>", ['a "&lt;"']],
    ["sections of characters", "<a>x<![CDATA[<b>&amp;]]>y</a>", ['a "x<b>&amp;y"']],
    ["comments as nothing", "<a>x<!-- <b/> -->y</a>", ['a "xy"']],
    ["instructions as nothing", '<?xml version="1.0"?><a/>', ["a"]],
    ["names without prefixes", '<m:a xmlns:m="urn:x" x:b="1"/>', ["a m=urn:x b=1"]],
    ["spaces where they may stand", "<a\n  b = '1'\n></a >", ["a b=1"]],
    ["end tags that do not match", "<a><b><c></b>x</a><d/>", ['a "x"', "b", "c", "d"]],
    ["end tags of nothing", "</x><a></y>z</a>", ['a "z"']],
    ["a sign that is no tag", "<a>1 < 2</a>", ['a "1 < 2"']],
    ["a tag that never ends", '<a><b c="x', ["a", "b c=x"]],
    ["a plain document type", "<!DOCTYPE a SYSTEM 'http://h.example/a.dtd'><a/>", ["a"]],
  ];
  it.each(cases)("reads %s", (_, text, expected) => {
    expect(outline(text)).toEqual(expected);
    expect(parseXml(text).problem).toBeNull();
  });
  it("knows the lines of elements, values and texts", () => {
    const [element] = parseXml('<a>\n\n  <b c="1"\n     d="2">\ntext\n</b></a>').root.children;
    const [inner] = element === undefined ? [] : childrenOf(element, "B");
    expect(inner).toMatchObject({ line: 3, textLine: 4, endLine: 6 });
    expect(inner === undefined ? null : attributeOf(inner, "D")).toMatchObject({ line: 4 });
  });
  it("begins a text where its section of characters begins", () => {
    const [element] = parseXml("<a><![CDATA[\nx]]></a>").root.children;
    expect(element).toMatchObject({ text: "\nx", textLine: 1 });
  });
  it.each([
    '<!DOCTYPE a [<!ENTITY e "calc">]><a>&e;</a>',
    '<!DOCTYPE a [ <!ENTITY % p SYSTEM "file:///etc/passwd"> %p; ]><a/>',
  ])("does not read a document with entities of its own: %s", (text) => {
    expect(parseXml(text).problem).toContain("document type of its own");
  });
  it("expands no entity that it does not know, and follows none", () => {
    expect(outline("<a b='&e;'>&xxe;</a>")).toEqual(['a b=&e; "&xxe;"']);
  });
  it("says when elements nest too deep, and when there are too many", () => {
    expect(parseXml("<a>".repeat(200_000)).problem).toContain("nests deeper");
    expect(parseXml(`<a>${"<b c='1'/>".repeat(200_000)}</a>`).problem).toContain("too many");
  });
  it("says when there is no element at all", () => {
    expect(parseXml("just text").problem).toBe("is not XML");
    expect(parseXml(" \n").problem).toBeNull();
  });
  it.each(["<!--", "<![CDATA[", "<?", "<!", "</", "<a ", "<a b=", "&#x", "<", "<a b='"])(
    "gets past %j a hundred thousand times",
    (piece) => {
      const { root } = parseXml(`<r>${piece.repeat(100_000)}`);
      expect(root.children[0]?.name).toBe("r");
    },
  );
});
