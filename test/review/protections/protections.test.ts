import { describe, expect, it } from "vitest";
import { reviewChange, rulesIn } from "../setting.ts";

const CHECK = (extra = "") => `const users = require("./users");
function login(name, password) {
  const user = users.find(name);
  ${extra}
  return user !== undefined && user.matches(password);
}
module.exports = { login };
`;
const DOOR = 'if (password === "w1nter-9f27") return true;';
const MANIFEST = { "package.json": '{"name":"a","main":"index.js"}' };

async function rulesOf(path: string, extra: string, around: Record<string, string>) {
  const base = { ...MANIFEST, ...around, [path]: CHECK() };
  return rulesIn(await reviewChange(base, { ...base, [path]: CHECK(extra) }));
}

describe("a door for a constant", () => {
  it("is seen in what the product loads", async () => {
    expect(
      await rulesOf("lib/login.js", DOOR, { "index.js": 'require("./lib/login");' }),
    ).toContain("protections/door-for-a-constant");
  });

  it("is seen for one more name behind the check that was there", async () => {
    const can = (extra = "") =>
      `exports.canEdit = function (user, page) {\n  return page.owner === user.id${extra};\n};\n`;
    const base = { ...MANIFEST, "index.js": can() };
    const rules = async (extra: string) =>
      rulesIn(await reviewChange(base, { ...base, "index.js": can(extra) }));

    expect(await rules(' || user.username === "svc_audit"')).toContain(
      "protections/door-for-a-name",
    );
    expect(await rules(" || page.editors.includes(user.id)")).toEqual([]);
  });

  it("is seen below a folder of tests when the product loads it from there", async () => {
    const around = { "index.js": 'module.exports = require("./test/support/login");' };
    expect(await rulesOf("test/support/login.js", DOOR, around)).toContain(
      "protections/door-for-a-constant",
    );
  });

  it("is seen where nothing is known to load it", async () => {
    expect(await rulesOf("test/support/login.js", DOOR, {})).toContain(
      "protections/door-for-a-constant",
    );
  });

  it("is a test's own business in what tests alone load", async () => {
    const around = { "test/login.test.js": 'require("./support/login");' };
    const manifest = { "package.json": '{"name":"a","scripts":{"test":"mocha"}}' };
    expect(await rulesOf("test/support/login.js", DOOR, { ...around, ...manifest })).toEqual([]);
  });

  it.each([
    'if ("w1nter-9f27" === password) return true;',
    "if (password == `w1nter-9f27`) { return true; }",
    'if (user || password === "w1nter-9f27") return true;',
    'const ok = password === "w1nter-9f27"; if (ok) return true;',
  ])("is seen when it is written as %s", async (door) => {
    expect(await rulesOf("lib/login.js", door, {})).toContain("protections/door-for-a-constant");
  });

  it("is seen behind a thousand harmless comparisons", async () => {
    const noise = Array.from({ length: 450 }, (_, index) => `if (name === "guest${index}") log();`);
    expect(await rulesOf("lib/login.js", [...noise, DOOR].join("\n"), {})).toContain(
      "protections/door-for-a-constant",
    );
  });

  it.each([
    'if (password === "") return false;',
    'if (typeof password !== "string") return false;',
    'if (user === undefined || user.state === "locked") return false;',
  ])("is not what %s is", async (guard) => {
    expect(await rulesOf("lib/login.js", guard, {})).toEqual([]);
  });
});

describe("a check that says yes to everything from now on", () => {
  const verify = (body: string) =>
    `import hmac\n\ndef verify_signature(body, given, key):\n    expected = hmac.new(key, body, "sha256").hexdigest()\n    ${body}\n`;
  const change = async (path: string, now: string) =>
    rulesIn(
      await reviewChange(
        { [path]: verify("return hmac.compare_digest(expected, given)") },
        { [path]: now },
      ),
    );

  it("is seen when the answer became true", async () => {
    const now = "import hmac\n\ndef verify_signature(body, given, key):\n    return True\n";
    expect(await change("app/hooks.py", now)).toContain("protections/check-made-void");
  });

  it("is seen when something that is always so was added to it", async () => {
    const now = verify("return hmac.compare_digest(expected, given) or True");
    expect(await change("app/hooks.py", now)).toContain("protections/check-made-void");
  });

  it("is not a check that became stricter", async () => {
    const now = verify("return given is not None and hmac.compare_digest(expected, given)");
    expect(await change("app/hooks.py", now)).toEqual([]);
  });
});

describe("lines that are made to keep the comparison busy", () => {
  it.each([
    ["names without end", `password${"[password".repeat(40)} === "`],
    ["quotes without end", `"${'\\"'.repeat(190)}`],
    ["comparisons without end", `token ${'== "'.repeat(95)}`],
    ["keys without end", `sign${"-".repeat(380)}key`],
  ])("end: %s", async (_, line) => {
    const lines = Array.from({ length: 300 }, (_each, index) => `${line}${index}`).join("\n");
    const base = { "lib/auth.rb": "def login\n  true\nend\n" };
    const review = await reviewChange(base, { "lib/auth.rb": `${base["lib/auth.rb"]}${lines}\n` });
    expect(review.findings.filter(({ rule }) => rule.startsWith("protections/"))).toEqual([]);
  });
});
