import { describe, expect, it } from "vitest";
import { readResults } from "../../../src/execution/reports/read-results.ts";
import { FAILURES_MOST } from "../../../src/model/reported-tests.ts";

function read(xml: string) {
  const files = Buffer.from(xml);
  return readResults({ format: "junit", output: Buffer.from(""), whole: true, files }).tests;
}

const SUITE = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="900" failures="0">
  <testsuite name="sum" tests="900">
    <testcase classname="SumTest" name="adds &lt;1&gt; &#38; &#x32;" file="tests/SumTest.php" line="7"/>
    <testcase classname="SumTest" name='divides "0"' file="tests/SumTest.php" line="12">
      <failure type="x" message="a > b"><![CDATA[ </testcase><testcase name="forged"/> ]]></failure>
    </testcase>
    <testcase name="later"><skipped/></testcase>
    <testcase name="breaks"><error>boom</error><skipped/></testcase>
    <!-- <testcase name="not there"/> -->
    <testcase name="never started" status="notrun"/>
  </testsuite>
</testsuites>
`;

describe("a report in JUnit's form", () => {
  it("counts its test cases, and believes no sums", () => {
    expect(read(SUITE)).toEqual({
      ...{ passed: 1, failed: 2, skipped: 2, source: "reported" },
      failures: [
        { name: 'SumTest divides "0"', path: "tests/SumTest.php", line: 12 },
        { name: "breaks", path: null, line: null },
      ],
    });
  });

  it("counts several files, one after the other", () => {
    expect(read(`${SUITE}\n${SUITE}`)).toMatchObject({ passed: 2, failed: 4, skipped: 4 });
  });

  it("counts a damaged file as far as it goes", () => {
    expect(read('<testsuite><testcase name="a"/><testcase name="b"><failure>')).toMatchObject({
      passed: 1,
      failed: 1,
    });
    expect(read("")).toBeNull();
    expect(read("no report")).toBeNull();
  });

  it("stops at a document type, so that no entity is ever expanded", () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><testcase name="&b;"/>`;
    expect(read(`<testcase name="one"/>${bomb}`)).toMatchObject({ passed: 1, failed: 0 });
  });

  it("leaves entities that it does not know as they are", () => {
    const text = '<testcase name="&b; &#1114112; &#xD800;"><failure/></testcase>';
    expect(read(text)?.failures[0]?.name).toBe("&b; &#1114112; \uFFFD");
  });

  it("names only so many failures, and no longer than they may be", () => {
    const many = '<testcase name="x"><failure/></testcase>'.repeat(FAILURES_MOST + 10);
    expect(read(many)).toMatchObject({ failed: FAILURES_MOST + 10 });
    expect(read(many)?.failures).toHaveLength(FAILURES_MOST);
    const long = `<testcase name="${"n".repeat(60_000)}" file="${"f".repeat(5000)}" line="-3"><failure/></testcase>`;
    expect(read(long)?.failures).toEqual([{ name: "n".repeat(300), path: null, line: null }]);
  });

  it.each([
    ["tags that never end", "<a ".repeat(300_000)],
    ["quotes that never end", `<testcase name="${"<".repeat(1_000_000)}`],
    ["comments that never end", "<!--".repeat(300_000)],
    ["deep nesting", "<a>".repeat(500_000)],
    ["attributes without end", `<testcase ${'a="b" '.repeat(10_000)}/>`.repeat(20)],
    ["ends without starts", "</testcase>".repeat(200_000)],
    ["references", `<testcase name="${"&#38;".repeat(12_000)}"/>`.repeat(30)],
  ])("is not hurt by %s", (_, text) => {
    expect(read(text)?.failed ?? 0).toBe(0);
  });
});
