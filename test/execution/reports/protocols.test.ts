import { describe, expect, it } from "vitest";
import { readResults } from "../../../src/execution/reports/read-results.ts";
import type { ReportFormat } from "../../../src/model/runner.ts";

function read(format: ReportFormat, text: string, whole = true) {
  const output = Buffer.from(text);
  return readResults({ format, output, whole, files: Buffer.from("") });
}

describe("a report in TAP", () => {
  const REPORT = `TAP version 14
1..7
ok 1 - adds
not ok 2 - divides by zero
  ---
  message: boom
  ...
ok 3 - later # SKIP no network
not ok 4 - some day # TODO not built
    ok 1 - a subtest
    not ok 2 - another
ok 5
not ok
okay, this is prose
`;

  it("counts what is not indented, by its directives", () => {
    expect(read("tap", REPORT).tests).toEqual({
      ...{ passed: 2, failed: 2, skipped: 2, source: "reported" },
      failures: [
        { name: "divides by zero", path: null, line: null },
        { name: "", path: null, line: null },
      ],
    });
  });

  it("takes giving up for a failure", () => {
    expect(read("tap", "ok 1\nBail out! no database\n").tests).toMatchObject({
      passed: 1,
      failed: 1,
    });
  });

  it("counts nothing when its start is missing", () => {
    expect(read("tap", REPORT, false).tests).toBeNull();
  });
});

describe("a report of go test -json", () => {
  const event = (value: object) => `${JSON.stringify(value)}\n`;
  const end = (Action: string, Test: string, Package = "example.invalid/a/b") =>
    event({ Action, Package, Test });

  it("counts a test with subtests by its subtests", () => {
    const report =
      end("pass", "TestSum/adds") +
      end("fail", "TestSum/divides") +
      end("skip", "TestSum/deep/er") +
      end("pass", "TestSum/deep") +
      end("fail", "TestSum") +
      end("pass", "TestOther") +
      event({ Action: "fail", Package: "example.invalid/a/b" });
    expect(read("go-test", report).tests).toEqual({
      ...{ passed: 2, failed: 1, skipped: 1, source: "reported" },
      failures: [{ name: "example.invalid/a/b TestSum/divides", path: null, line: null }],
    });
  });

  it("counts a test that failed though none of its subtests did", () => {
    const report = end("pass", "TestSum/adds") + end("fail", "TestSum");
    expect(read("go-test", report).tests).toMatchObject({ passed: 1, failed: 1 });
  });

  it("counts a package that does not build as a failure", () => {
    const report = end("pass", "TestSum") + event({ Action: "fail", Package: "example.invalid/c" });
    expect(read("go-test", report).tests).toMatchObject({ passed: 1, failed: 1 });
  });

  it("shows what go test would have printed, and what is no event as it is", () => {
    const output = (Output: string) => event({ Action: "output", Output });
    const report = `# example.invalid/c\n${output("=== RUN   TestSum\n")}${output("    sum_test.go:7: wrong\n")}${output("--- PASS: TestOther (0.00s)\n")}${output("--- FAIL: TestSum (0.00s)\n")}{"Action": 7}\n`;
    expect(read("go-test", report).tail).toBe(
      '# example.invalid/c\n    sum_test.go:7: wrong\n--- FAIL: TestSum (0.00s)\n{"Action": 7}\n',
    );
  });

  it("counts nothing when its start is missing", () => {
    expect(read("go-test", end("pass", "TestSum"), false).tests).toBeNull();
  });

  it.each(["__proto__", "constructor", "toString"])("takes %s for no end of a test", (Action) => {
    expect(read("go-test", event({ Action, Test: "TestSum" })).tests).toBeNull();
  });
});
