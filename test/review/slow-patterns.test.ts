import { describe, expect, it } from "vitest";
import { reviewChange } from "./setting.ts";

/**
 * Texts in which a careless pattern tries every way to divide them before it gives up. A review
 * that does so ends by its own deadline, incomplete, or not within the time of a test.
 */
const SLOW: Record<string, [path: string, text: string]> = {
  "a variable of batch between percent signs": [
    "build.cmd",
    `@echo off\nsetlocal enabledelayedexpansion\necho !\t${"%%~".repeat(4000)}\n`,
  ],
  "a pattern of C# made of blanks": [
    "Build.cs",
    `using System.Text.RegularExpressions;\nclass A { static void Main() { var s = Regex.Replace("a b", "0${" ".repeat(4000)}-", ""); System.IO.File.ReadAllText(s); } }\n`,
  ],
  "a type of Rust with a long path": [
    "build.rs",
    `fn a(x: ${"actix_web::axum::extract::".repeat(2000)}Y) {}\nfn main() {}\n`,
  ],
  "a class of PowerShell without a body": [
    "install.ps1",
    `class C:${"\t".repeat(20_000)},${"\t".repeat(20_000)}`,
  ],
  "a manifest of nothing but line ends": ["package.yaml", "\n".repeat(200_000)],
  "an install script of nothing but line ends": ["app.install", "\n".repeat(200_000)],
  "blanks before a comment of old pages": [
    "index.js",
    `${"\n".repeat(200_000)}-\n--> x\nconst a = 1;\n`,
  ],
  "a module of Lua that has no name": ["init.lua", `require${"\t".repeat(100_000)}u = 1\n`],
};

describe("text that is made to keep a pattern busy", () => {
  it.each(Object.keys(SLOW))("is read to its end: %s", async (name) => {
    const [path, text] = SLOW[name] ?? ["", ""];
    const review = await reviewChange({ "README.md": "x\n" }, { "README.md": "x\n", [path]: text });
    expect(review.unanalysed.filter(({ reason }) => /time|long/.test(reason))).toEqual([]);
    expect(review.verdict).toBe("clean");
  });
});
