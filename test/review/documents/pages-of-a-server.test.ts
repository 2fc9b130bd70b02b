import { expect, test } from "vitest";
import { readAspPage } from "../../../src/review/documents/asp-page.ts";
import { readRazorPage } from "../../../src/review/documents/razor-page.ts";

const only = ({ code }: ReturnType<typeof readAspPage>) => {
  expect(code).toHaveLength(1);
  const [page] = code;
  return { language: page?.language, lines: (page?.text ?? "").split("\n") };
};

test.each([
  ["C# by its directive", `<%@ Page Language="C#" %>`, "a.aspx", "csharp"],
  ["JScript by its directive", `<%@ Page Language="Jscript" %>`, "a.aspx", "javascript"],
  ["Visual Basic by its directive", `<%@ Page Language="VB" %>`, "a.aspx", "vbscript"],
  ["VBScript in an old page", "", "a.asp", "vbscript"],
  ["C# by its look", `<% a(); %>`, "a.ascx", "csharp"],
])("a page is read as %s", (_, head, path, language) => {
  expect(only(readAspPage(`${head}\n<% b(); %>`, path)).language).toBe(language);
});

test("code of a page stands on its own lines, and markup is no code", () => {
  const page = [
    `<%@ Page Language="C#" %>`,
    `<%@ Import Namespace="A.B" %>`,
    `<script runat="server">`,
    `int F() { return 1; }`,
    `</script>`,
    `<p><%-- no() --%><%= F() %></p>`,
    `<script>alsoNo()</script>`,
    `<% if (x) { %>text<% } %>`,
  ];
  const { lines } = only(readAspPage(page.join("\n"), "a.aspx"));
  expect(lines).toHaveLength(page.length);
  expect(lines[1]).toContain("using A.B;");
  expect(lines[3]).toContain("int F()");
  expect(lines[5]?.trim()).toBe("Response.Write( F() );");
  expect(lines.join("\n")).not.toMatch(/no\(\)|alsoNo|text/i);
  expect(lines[7]?.replace(/\s+/g, " ").trim()).toBe("if (x) { }");
});

test("a handler is code behind its directive", () => {
  const { language, lines } = only(
    readAspPage(`<%@ WebHandler Language="C#" Class="H" %>\nclass H { int a = 1 % 2; }`, "h.ashx"),
  );
  expect(language).toBe("csharp");
  expect(lines[1]?.trim()).toBe("class H { int a = 1 % 2; }");
});

test("a Razor page is read with its blocks, expressions and members", () => {
  const page = [
    `@using A.B`,
    `@{`,
    `  var x = "}"; // }`,
    `  <p>text</p>`,
    `}`,
    `<p>mail@@example and @x.Y(")")[0]!</p>`,
    `@* no() *@`,
    `@code {`,
    `  int F() { return 1; }`,
    `}`,
  ];
  const { lines } = only(readRazorPage(page.join("\n")));
  expect(lines).toHaveLength(page.length);
  expect(lines[0]).toContain("using A.B;");
  expect(lines[2]).toContain(`var x = "}";`);
  expect(lines[5]?.trim()).toBe(`Write(x.Y(")")[0]);`);
  expect(lines[8]).toContain("int F() { return 1; }");
  expect(lines.join("\n")).not.toMatch(/text|no\(\)/);
});

test.each([
  ["marks without an end", "<%".repeat(100_000)],
  ["directives without an end", "<%@ import ".repeat(50_000)],
  ["scripts without an end", "<script runat ".repeat(50_000)],
  ["blocks without an end", "@{".repeat(100_000)],
  ["conditions without an end", "@if(".repeat(100_000)],
  ["comments without an end", `@{${"/*".repeat(150_000)}`],
  ["strings without an end", `@{${'"\\'.repeat(150_000)}`],
  ["many strings", `@{${'\\"'.repeat(150_000)}`],
])("%s come to an end", (_, text) => {
  expect(readAspPage(text, "a.aspx").problem).toBeNull();
  expect(readRazorPage(text).problem).toBeNull();
});
