import { describe, expect, it } from "vitest";
import { textFactsOf } from "../../../src/review/text/text-facts.ts";

const found = (text: string, path: string) =>
  textFactsOf(text, path).filter((fact) => fact.feature === "mixed-script").length;

describe("letters that pass for others", () => {
  const attacks: [string, string, string][] = [
    ["a Cyrillic letter in a name", "a.js", "function аdmin() {}"],
    ["a Greek omicron in a name", "a.py", "passwοrd = 1"],
    ["a Greek nu before a Latin word", "a.py", "def νerify(): pass"],
    ["a domain", "a.js", 'fetch("https://githuЬ.com".replace("githuЬ","gіthub"))'],
    ["an Armenian letter", "a.js", "cօnst = 1"],
    ["a whole word of lookalikes", "a.sh", "сору file"],
    ["a package name", "package.json", '{ "dependencies": { "rеact": "1.0.0" } }'],
    ["a branch", "branch", "fix/lоgin"],
    ["a click letter for an exclamation mark", "a.js", "if (environmentǃ=ENV_PROD) {}"],
    ["a Greek question mark for a semicolon", "a.cs", "x = 1\u037e\n"],
    ["styled letters that Python reads as a name", "a.py", "𝓮𝔁𝓮𝓬('print(1)')"],
  ];
  it.each(attacks)("are found: %s", (_, path, text) => {
    expect(found(text, path)).toBeGreaterThan(0);
  });
  const honest: [string, string, string][] = [
    ["Russian", "README.md", "Привет, мир! Это рост и сор, и ничего больше."],
    ["a Russian comment", "a.js", "const a = 1; // проверка ответа от API"],
    [
      "an abbreviation with a Russian ending",
      "README.md",
      "Вызов APIа и нескольких URLов без проверки",
    ],
    ["Greek", "README.md", "Καλημέρα κόσμε"],
    ["mathematics", "a.py", "Δx = λ1 * µs + θ0 - σ_max + αβ + ρ_air"],
    ["a frequency", "a.py", "νmax = 3"],
    ["units", "a.md", "10µm at 5kΩ, 3Å"],
    ["accents", "a.md", "naïve café Ångström Łódź Đà Nẵng"],
    ["Chinese beside Latin", "a.md", "使用React框架和API接口"],
    ["Japanese with a long sign", "a.md", "サーバーとTシャツ"],
    ["styled letters in a heading", "README.md", "𝗛𝗲𝗹𝗹𝗼 world"],
    ["styled letters in a string", "a.py", 'print("𝗛𝗲𝗹𝗹𝗼 world")'],
    ["a fraction in code", "a.py", "x = '1⁄4'"],
    ["a ratio", "a.md", "16∶9 and 1⁄2"],
  ];
  it.each(honest)("are not found in ordinary writing: %s", (_, path, text) => {
    expect(found(text, path)).toBe(0);
  });
});
