import type { ReportedTests } from "../../model/reported-tests.ts";
import { countTests, type TestCounts } from "./counts.ts";
import { readXmlTags, type XmlTag } from "./xml-tags.ts";

/**
 * Reads reports in the form that JUnit's Ant task had first and that most tools write: what
 * counts are `testcase` elements and the `failure`, `error` and `skipped` in them. Sums that
 * stand in attributes are not believed. A damaged text counts as far as it can be read.
 */
export function readJunit(text: string): ReportedTests | null {
  const tests = countTests();
  let testcase: { tag: XmlTag; end: "passed" | "failed" | "skipped" } | null = null;
  readXmlTags(text, {
    open(tag) {
      if (tag.name === "testcase") {
        finish(tests, testcase);
        testcase = { tag, end: endOf(tag) };
        if (tag.empty) testcase = finish(tests, testcase);
      } else if (testcase !== null) {
        if (tag.name === "failure" || tag.name === "error") testcase.end = "failed";
        if (tag.name === "skipped" && testcase.end === "passed") testcase.end = "skipped";
      }
    },
    close(name) {
      if (name === "testcase") testcase = finish(tests, testcase);
    },
  });
  finish(tests, testcase);
  return tests.counted();
}

/** CTest says in an attribute that a test did not run. */
function endOf({ attributes }: XmlTag): "passed" | "skipped" {
  return ["notrun", "disabled"].includes(attributes.get("status") ?? "") ? "skipped" : "passed";
}

function finish(
  tests: TestCounts,
  testcase: { tag: XmlTag; end: "passed" | "failed" | "skipped" } | null,
): null {
  if (testcase === null) return null;
  const { attributes } = testcase.tag;
  const of = attributes.get("classname") ?? attributes.get("class") ?? "";
  const name = attributes.get("name") ?? "";
  tests.add(testcase.end, {
    name: of === "" || of === name ? name : `${of} ${name}`,
    path: attributes.get("file") ?? null,
    line: Number(attributes.get("line") ?? Number.NaN),
  });
  return null;
}
