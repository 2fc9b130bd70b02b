import { describe, expect, it } from "vitest";
import { codeOf, codes, edges, read, references, settings } from "./read.ts";

describe("scripts of a package.json", () => {
  const script = (name: string) =>
    codeOf("package.json", JSON.stringify({ scripts: { [name]: "node x.js" } }), name);
  const triggers: [string, string | null][] = [
    ["preinstall", "install"],
    ["install", "install"],
    ["postinstall", "install"],
    ["prepare", "install"],
    ["prepublish", "install"],
    ["dependencies", "install"],
    ["test", "test"],
    ["test:unit", "test"],
    ["posttest", "test"],
    ["build", "build"],
    ["prepublishOnly", "release"],
    ["postversion", "release"],
    ["start", null],
    ["testimony", null],
  ];
  it.each(triggers)("run by their own trigger: %s", (name, trigger) => {
    expect(script(name)).toMatchObject({ language: "shell", text: "node x.js", trigger });
  });
  it("stand on their line and run in the folder of the manifest", () => {
    const text = '{\n  "name": "a",\n  "scripts": {\n    "postinstall": "node x"\n  }\n}';
    expect(codeOf("packages/a/package.json", text, "postinstall")).toMatchObject({
      folder: "packages/a",
      at: { line: 4, endLine: 4 },
    });
  });
  it("count twice when a key stands twice, since readers differ", () => {
    const text =
      '{ "scripts": { "postinstall": "echo a" }, "scripts": { "postinstall": "curl b" } }';
    expect(codes("package.json", text)).toEqual([
      "install postinstall: echo a",
      "install postinstall (2): curl b",
    ]);
  });
  it("keep names apart that look like numbered ones", () => {
    const text = '{"scripts":{"a":"1","a":"2","a (2)":"3","a":"4"}}';
    const names = read("package.json", text).code.map((code) => code.name);
    expect(new Set(names).size).toBe(4);
  });
  it("are read past comments, a trailing comma and a byte order mark", () => {
    expect(codes("package.json", '\ufeff{ // x\n "scripts": { "install": "a", }, }')).toEqual([
      "install install: a",
    ]);
  });
  it("are read in the other forms that pnpm takes", () => {
    expect(codes("package.yaml", "scripts:\n  install: a\n")).toEqual(["install install: a"]);
    const json5 = "// x\n{ scripts: { 'install': 'a', }, }";
    expect(codes("package.json5", json5)).toEqual(["install install: a"]);
  });
  it("are hooks of git where a tool says so", () => {
    const text =
      '{"husky":{"hooks":{"pre-commit":"a"}},"simple-git-hooks":{"pre-push":"b"},"lint-staged":{"*.js":["c","d"]}}';
    expect(codes("package.json", text).map((each) => each.split(": ")[1])).toEqual([
      "a",
      "b",
      "c",
      "d",
    ]);
  });
});

it("leads to the files that run on import", () => {
  const text =
    '{"main":"lib/a.js","bin":{"x":"./b.js"},"exports":{".":{"import":"./c.mjs","types":"./c.d.ts"},"./*":"./d/*.js"},"browser":{"fs":false}}';
  expect(edges("p/package.json", text)).toEqual([
    "import p/lib/a.js",
    "import p/b.js",
    "import p/c.d.ts",
    "import p/c.mjs",
  ]);
});

it("never leads out of the repository", () => {
  expect(edges("package.json", '{"main":"../x.js","bin":"/bin/sh"}')).toEqual([]);
});

describe("dependencies of a package.json", () => {
  it("are references, and odd sources are settings", () => {
    const text = JSON.stringify({
      dependencies: {
        a: "^1.0.0",
        b: "git+https://example.invalid/b.git",
        c: "https://example.invalid/c.tgz",
        d: "file:../d",
        e: "npm:other@1",
        f: "owner/repo#main",
      },
      overrides: { g: "2.0.0" },
    });
    expect(references("package.json", text)).toContain("npm a ^1.0.0");
    expect(settings("package.json", text)).toEqual([
      "npm.dependency-git=b: git+https://example.invalid/b.git",
      "npm.dependency-http=c: https://example.invalid/c.tgz",
      "npm.dependency-file=d: file:../d",
      "npm.alias=e: npm:other@1",
      "npm.dependency-git=f: owner/repo#main",
      "npm.override=g: 2.0.0",
    ]);
  });
  it("include the package manager, which Corepack downloads", () => {
    expect(references("package.json", '{"packageManager":"pnpm@9.1.0+sha512.x"}')).toEqual([
      "package-manager pnpm 9.1.0+sha512.x",
    ]);
  });
  it("without anything odd give no setting", () => {
    expect(
      settings(
        "package.json",
        '{"dependencies":{"a":"1.0.0","b":"workspace:*","c":"latest","d":">=1 <2"}}',
      ),
    ).toEqual([]);
  });
});

describe("settings of the package manager", () => {
  it("of npm", () => {
    const text =
      "git=./run.sh\nscript-shell=./sh\nregistry=https://example.invalid/\n@a:registry=https://x.invalid\n//x.invalid/:_authToken=secret-value\nignore-scripts=true\nstrict-ssl=false\nsave-exact=true\n; a comment\n";
    expect(settings(".npmrc", text)).toEqual([
      "npm.git-program=git=./run.sh",
      "npm.script-shell=script-shell=./sh",
      "npm.registry=registry=https://example.invalid/",
      "npm.registry=@a:registry=https://x.invalid",
      "npm.token=//x.invalid/:_authToken",
      "npm.ignore-scripts=ignore-scripts=true",
      "npm.insecure=strict-ssl=false",
    ]);
  });
  it("of Yarn, with the program that it loads", () => {
    const text =
      'yarnPath: .yarn/releases/yarn.cjs\nplugins:\n  - path: .yarn/plugins/a.cjs\n    spec: "x"\nenableStrictSsl: false\nenableScripts: false\n';
    expect(edges(".yarnrc.yml", text).sort()).toEqual([
      "install .yarn/plugins/a.cjs",
      "install .yarn/releases/yarn.cjs",
    ]);
    expect(settings(".yarnrc.yml", text)).toContain("npm.insecure=enableStrictSsl: false");
  });
  it("of pnpm and Bun", () => {
    expect(
      settings(
        "pnpm-workspace.yaml",
        "packages: [a]\nscriptShell: ./x\nonlyBuiltDependencies: [esbuild]\n",
      ),
    ).toEqual(["npm.script-shell=script-shell=./x", "npm.allow-scripts=esbuild"]);
    expect(edges("bunfig.toml", 'preload = ["./a.ts"]\n[test]\npreload = "./b.ts"\n')).toEqual([
      "build a.ts",
      "build b.ts",
    ]);
  });
});

it("says that a text is no JSON", () => {
  expect(read("package.json", "not json at all").code).toEqual([]);
  expect(read("package.json", "").problem).toBeNull();
});
