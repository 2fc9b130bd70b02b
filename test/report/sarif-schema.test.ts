import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONFIDENCES, type Review, SEVERITIES, VERDICTS } from "../../src/model/review.ts";
import { reviewAsSarif } from "../../src/report/sarif.ts";
import { clean, finding, review, RULES } from "./examples.ts";
import { hostile } from "./markdown.ts";

const FILE = join(import.meta.dirname, "fixtures", "sarif-schema-2.1.0.json");

/** OASIS's own schema. It says draft 4, of which it uses nothing but the old name of `$id`. */
function compileSchema() {
  const schema = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, unknown>;
  for (const word of ["$schema", "id"]) Reflect.deleteProperty(schema, word);
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

const validate = compileSchema();

/** What is wrong with the SARIF of a review, by the schema. */
function problemsOf(value: Review): unknown[] {
  validate(JSON.parse(reviewAsSarif(value, RULES, "1.2.3")));
  return validate.errors ?? [];
}

/** Every part of a result that a pull request has a word in. */
function saying(text: string): Review {
  const evidence = [{ path: text, line: 1, kind: text, text, decoded: [text, text] }];
  return review({
    summary: text,
    findings: [finding({ path: text, message: text, rule: text, evidence })],
    unanalysed: [{ path: text, reason: text }],
  });
}

describe("the SARIF of a review", () => {
  it("is what the schema of SARIF 2.1.0 asks for, which refuses what is not", () => {
    const log = JSON.parse(reviewAsSarif(review(), RULES, "1.2.3")) as { version: string };
    expect(validate(log)).toBe(true);
    expect(validate({ ...log, version: "2.0.0" })).toBe(false);
    expect(validate({ ...log, runs: [{}] })).toBe(false);
  });

  it.each(VERDICTS)("keeps to it with the verdict %s, complete or not", (verdict) => {
    for (const complete of [true, false]) {
      const unanalysed = complete ? [] : [{ path: "", reason: "the time was up" }];
      const findings = verdict === "clean" ? [] : [finding()];
      expect(problemsOf(review({ verdict, complete, unanalysed, findings }))).toEqual([]);
    }
    expect(problemsOf(clean())).toEqual([]);
  });

  it("keeps to it with every axis, severity and confidence, and with places that end early", () => {
    const findings = SEVERITIES.flatMap((severity) =>
      CONFIDENCES.flatMap((confidence) =>
        (["malice", "weakness"] as const).map((axis) =>
          finding({ severity, confidence, axis, line: 9, endLine: 1, evidence: [] }),
        ),
      ),
    );
    expect(problemsOf(review({ findings }))).toEqual([]);
  });

  it("keeps to it with as many findings as there can be, and the same evidence again", () => {
    const [same] = finding().evidence;
    const evidence = same === undefined ? [] : Array.from({ length: 32 }, () => same);
    const findings = Array.from({ length: 2000 }, (_, at) =>
      finding({
        line: at + 1,
        endLine: at + 1,
        fingerprint: at.toString(16).padStart(32, "0"),
        evidence: at < 20 ? evidence : [],
      }),
    );
    const unanalysed = Array.from({ length: 5000 }, (_, at) => ({ path: `${at}`, reason: "x" }));
    expect(problemsOf(review({ findings, unanalysed, complete: false }))).toEqual([]);
  });

  const paths = [
    ...["a b/c d.js", "100%.js", "%2e%2e/x", "a#b?c.js", "ü/\u65e5\u672c.js", "\u{1f600}.js"],
    ...["a\nb.js", "a\\b.js", "C:/x.js", "http://h.example/x.js", "//h.example/x", "javascript:1"],
    ...["[a](b).js", "{{message}}", "a\u202eb.js", "\ud800.js", "", "-", "a".repeat(4096)],
  ];
  it.each(paths)("keeps to it and to this folder with the path %j", (path) => {
    expect(problemsOf(saying(path))).toEqual([]);
    const log = JSON.parse(reviewAsSarif(saying(path), RULES, "1.2.3")) as {
      runs: {
        results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[];
      }[];
    };
    const uri = log.runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri ?? "";
    const resolved = new URL(uri, "file:///repository/");
    expect(resolved.protocol).toBe("file:");
    expect(resolved.host).toBe("");
    expect([resolved.search, resolved.hash]).toEqual(["", ""]);
  });

  it("keeps to it with any text", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(problemsOf(saying(text))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
