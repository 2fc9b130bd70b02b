import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { scratchFolder } from "../git/scratch.ts";
import { gatehouse, ROOT } from "./gatehouse.ts";

/** The rule that docs/rules.md shows. */
const SHOWN =
  /```yaml\n([^]*?)```/.exec(readFileSync(join(ROOT, "docs/rules.md"), "utf8"))?.[1] ?? "";

const FLAGGED = `import requests
rows = open("/srv/data/customers.csv").read()
requests.post("https://partner.example.invalid/upload", data=rows)  # gatehouse: flagged
`;

function rulesFolder(files: Record<string, string>): string {
  const folder = scratchFolder();
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, "rules/house/customer-data-abroad", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

const RIGHT = {
  "rule.yml": SHOWN,
  "examples/flagged.py": FLAGGED,
  "examples/clean.py": FLAGGED.replace("partner.example.invalid", "data.company.example").replace(
    / {2}#.*/,
    "",
  ),
};

test("the rule of the documentation holds with its examples", async () => {
  const folder = rulesFolder(RIGHT);
  const run = await gatehouse(folder, ["rules", "test", "rules"]);
  expect(run).toEqual({ code: 0, out: "house/customer-data-abroad: 2 examples hold\n", err: "" });
});

const RULE = "rules/house/customer-data-abroad/rule.yml";
const AT = "rules/house/customer-data-abroad/examples";

test.each([
  [
    "an unknown key",
    { "rule.yml": SHOWN.replace("severity:", "severty:") },
    `${RULE}:4:1: `,
    "did you mean `severity`",
  ],
  [
    "a bad pattern",
    { "rule.yml": SHOWN.replace("customers\\.csv$", "(?<=c)sv") },
    `${RULE}:10:15: `,
    "no RE2 pattern",
  ],
  [
    "a flagged example that is not",
    { "examples/flagged.py": 'print("hello")  # gatehouse: flagged\n' },
    `${AT}/flagged.py:1:1: `,
    "does not flag this example",
  ],
  [
    "another line than the marked one",
    { "examples/flagged.py": `# gatehouse: flagged\n${FLAGGED}` },
    `${AT}/flagged.py:1:1: `,
    "not this line",
  ],
  [
    "a clean example that is flagged",
    { "examples/clean.py": FLAGGED },
    `${AT}/clean.py:3:1: `,
    "clean example",
  ],
  [
    "an example of no kind",
    { "examples/maybe.py": "1\n" },
    `${AT}/:1:1: `,
    "begins with flagged or clean",
  ],
  ["YAML that is broken", { "rule.yml": "id: [" }, `${RULE}:1:`, ""],
  [
    "an id that is not the folder's",
    { "rule.yml": SHOWN.replace("id: house/", "id: home/") },
    `${RULE}:1:1: `,
    "make them equal",
  ],
])(
  "a problem is shown with its place and what would be right: %s",
  async (_, change, place, says) => {
    const folder = rulesFolder({ ...RIGHT, ...change });
    const run = await gatehouse(folder, ["rules", "test", "rules"]);
    expect(run.code).toBe(2);
    const line = run.out.split("\n").find((one) => one.startsWith(place));
    expect(line, run.out).toContain(says);
  },
);

test("a rule without examples is refused", async () => {
  const folder = rulesFolder({ "rule.yml": SHOWN });
  const { code, out } = await gatehouse(folder, ["rules", "test", "rules"]);
  expect(code).toBe(2);
  expect(out).toContain(`${RULE}:1:1: the rule has no flagged example`);
  expect(out).toContain(`${RULE}:1:1: the rule has no clean example`);
});

test("what is no folder of rules is said, and links out of it are not read", async () => {
  const folder = rulesFolder({ "notes.txt": "x" });
  expect((await gatehouse(folder, ["rules", "test", "rules"])).err).toContain("no rule here");
  expect((await gatehouse(folder, ["rules", "test", "nowhere"])).err).toContain("no such folder");
  expect((await gatehouse(folder, ["rules", "test"])).err).toContain("say which folder");
  symlinkSync(ROOT, join(folder, "away"));
  expect((await gatehouse(folder, ["rules", "test", "away"])).err).toContain("no such folder");
});

test("how a verdict comes about is explained without a rule's name", async () => {
  const page = await gatehouse("/", ["rules", "explain", "verdict"]);
  expect(page.code).toBe(0);
  expect(page.out).toContain("From findings to the verdict");
  expect((await gatehouse("/", ["rules", "explain"])).out).toBe(page.out);
});

test("the shown rule is whole", () => {
  expect(parse(SHOWN)).toMatchObject({ id: "house/customer-data-abroad" });
});
