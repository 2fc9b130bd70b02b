import { describe, expect, it } from "vitest";
import type { ReferenceFact } from "../../../src/model/fact.ts";
import { read } from "./read.ts";

/** Locked packages in one line each: name, version, source, digests, asks and marks. */
function locked(path: string, text: string): string[] {
  return read(path, text)
    .facts.filter((fact): fact is ReferenceFact => fact.kind === "reference")
    .flatMap(({ name, version, locked: entry }) => {
      if (entry === undefined) return [];
      const marks = [
        ...(entry.alias === null ? [] : [`as ${entry.alias}`]),
        ...(entry.builds ? ["builds"] : []),
        ...(entry.local ? ["local"] : []),
      ];
      const parts = [name, version ?? "-", entry.source ?? "-", entry.digests.join(" ") || "-"];
      return [[...parts, ...entry.asks.map((ask) => `>${ask}`), ...marks].join(" ")];
    });
}

/** One small lockfile of every kind, and what stands in it. */
const CASES: [name: string, path: string, text: string, expected: string[]][] = [
  [
    "npm, with nested packages, aliases and scripts",
    "package-lock.json",
    JSON.stringify({
      packages: {
        "": { dependencies: { a: "1" } },
        "packages/w": { version: "1.0.0" },
        "node_modules/w": { resolved: "packages/w", link: true },
        "node_modules/x/node_modules/@s/a": {
          version: "2.0.0",
          resolved: "https://registry.npmjs.org/@s/a/-/a-2.0.0.tgz",
          integrity: "sha512-AA sha1-BB",
          hasInstallScript: true,
          dependencies: { b: "1" },
          peerDependencies: { c: "1" },
        },
        "node_modules/alias": { name: "real", version: "1.0.0" },
      },
    }),
    [
      "w - packages/w - local",
      "@s/a 2.0.0 https://registry.npmjs.org/@s/a/-/a-2.0.0.tgz sha512:AA sha1:BB >b >c builds",
      "alias 1.0.0 - - as real",
    ],
  ],
  [
    "npm before version 7",
    "npm-shrinkwrap.json",
    JSON.stringify({
      dependencies: {
        a: {
          version: "npm:real@1.0.0",
          integrity: "sha512-A",
          requires: { b: "1" },
          dependencies: { b: { version: "git+ssh://git@example.invalid/b.git#0" } },
        },
      },
    }),
    [
      "a 1.0.0 - sha512:A >b as real",
      "b git+ssh://git@example.invalid/b.git#0 git+ssh://git@example.invalid/b.git#0 -",
    ],
  ],
  [
    "Yarn 1",
    "yarn.lock",
    '# yarn lockfile v1\n\n"@s/a@^1.0.0", "@s/a@^1.1.0":\n  version "1.1.0"\n  resolved "https://registry.yarnpkg.com/@s/a/-/a-1.1.0.tgz#0123456789012345678901234567890123456789"\n  integrity sha512-A==\n  dependencies:\n    "@s/b" "^1.0.0"\n    c "1"\n\n"d@npm:e@1":\n  version "1.0.0"\n  resolved "https://registry.yarnpkg.com/e/-/e-1.0.0.tgz"\n',
    [
      "@s/a 1.1.0 https://registry.yarnpkg.com/@s/a/-/a-1.1.0.tgz#0123456789012345678901234567890123456789 sha512:A== sha1:0123456789012345678901234567890123456789 >@s/b >c",
      "d 1.0.0 https://registry.yarnpkg.com/e/-/e-1.0.0.tgz - as e",
    ],
  ],
  [
    "Yarn 2 and later",
    "sub/yarn.lock",
    '__metadata:\n  version: 8\n  cacheKey: 10c0\n\n"a@npm:^1.0.0, a@npm:^1.1.0":\n  version: 1.1.0\n  resolution: "a@npm:1.1.0"\n  dependencies:\n    "@s/b": "npm:^1.0.0"\n    c: "npm:d@1"\n  checksum: 10c0/00ff\n  languageName: node\n  linkType: hard\n\n"w@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "w@workspace:."\n\n"t@npm:1":\n  version: 1.0.0\n  resolution: "t@npm:1.0.0::__archiveUrl=https%3A%2F%2Fexample.invalid%2Ft.tgz"\n',
    [
      "a 1.1.0 - archive 10c0:00ff >@s/b >c >d",
      "w 0.0.0-use.local workspace:. - local",
      "t 1.0.0 https://example.invalid/t.tgz -",
    ],
  ],
  [
    "pnpm 9",
    "pnpm-lock.yaml",
    "lockfileVersion: '9.0'\n\npackages:\n\n  '@s/a@1.0.0':\n    resolution: {integrity: sha512-A==}\n    engines: {node: '>=18'}\n    peerDependencies:\n      p: ^1\n\n  b@https://codeload.github.com/o/b/tar.gz/00ff:\n    resolution: {tarball: https://codeload.github.com/o/b/tar.gz/00ff}\n    version: 1.0.0\n\nsnapshots:\n\n  '@s/a@1.0.0(p@1.0.0)':\n    dependencies:\n      c: 2.0.0\n      d: real@3.0.0\n",
    [
      "@s/a 1.0.0 - sha512:A== >p >c >d >real",
      "b 1.0.0 https://codeload.github.com/o/b/tar.gz/00ff -",
    ],
  ],
  [
    "pnpm 6",
    "pnpm-lock.yaml",
    "lockfileVersion: '6.0'\npackages:\n\n  /@s/a@1.0.0(p@1.0.0):\n    resolution: {integrity: sha512-A==}\n    requiresBuild: true\n    dependencies:\n      b: 1.0.0\n    dev: true\n",
    ["@s/a 1.0.0 - sha512:A== >b builds"],
  ],
  [
    "pnpm 5",
    "pnpm-lock.yaml",
    "lockfileVersion: 5.4\npackages:\n\n  /@s/a/1.0.0_p@1.0.0:\n    resolution: {integrity: sha512-A==}\n\n  example.invalid/b/2.0.0:\n    resolution: {integrity: sha512-B==}\n\n  github.com/o/c/00ff:\n    resolution: {tarball: https://codeload.github.com/o/c/tar.gz/00ff}\n    name: c\n    version: 1.0.0\n",
    [
      "@s/a 1.0.0 - sha512:A==",
      "b 2.0.0 https://example.invalid/ sha512:B==",
      "c 1.0.0 https://codeload.github.com/o/c/tar.gz/00ff -",
    ],
  ],
  [
    "Bun",
    "bun.lock",
    '{\n  // of Bun\n  "packages": {\n    "a": ["a@1.0.0", "", { "dependencies": { "b": "1" } }, "sha512-A=="],\n    "x/b": ["real@2.0.0", "https://example.invalid/b.tgz", {}, "sha512-B=="],\n    "w": ["w@workspace:packages/w"],\n    "g": ["g@github:o/g#00ff", {}, "o-g-00ff"],\n  },\n}',
    [
      "a 1.0.0 - sha512:A== >b",
      "b 2.0.0 https://example.invalid/b.tgz sha512:B== as real",
      "w workspace:packages/w workspace:packages/w - local",
      "g github:o/g#00ff github:o/g#00ff o:g-00ff",
    ],
  ],
  [
    "Poetry",
    "poetry.lock",
    '[[package]]\nname = "a"\nversion = "1.0"\nfiles = [\n    {file = "a-1.0.whl", hash = "sha256:00ff"},\n]\n\n[package.dependencies]\nb = ">=1"\n\n[[package]]\nname = "g"\nversion = "0.1"\n\n[package.source]\ntype = "git"\nurl = "https://example.invalid/g.git"\nresolved_reference = "00ff"\n',
    ["a 1.0 - a-1.0.whl sha256:00ff >b", "g 0.1 git+https://example.invalid/g.git#00ff -"],
  ],
  [
    "uv",
    "uv.lock",
    'version = 1\n\n[[package]]\nname = "a"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = [\n    { name = "b", marker = "x" },\n]\nwheels = [\n    { url = "https://files.pythonhosted.org/packages/00/a-1.0.whl", hash = "sha256:00ff", size = 1 },\n]\n\n[[package]]\nname = "own"\nsource = { editable = "." }\n\n[[package]]\nname = "c"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\nsdist = { url = "https://example.invalid/c-1.0.tar.gz", hash = "sha256:11" }\n',
    [
      "a 1.0 - a-1.0.whl sha256:00ff >b",
      "own - - - local",
      "c 1.0 https://example.invalid/c-1.0.tar.gz c-1.0.tar.gz sha256:11",
    ],
  ],
  [
    "PDM",
    "pdm.lock",
    '[[package]]\nname = "a"\nversion = "1.0"\ndependencies = ["b>=1"]\nfiles = [\n    {file = "a-1.0.tar.gz", hash = "sha256:00ff"},\n]\n',
    ["a 1.0 - a-1.0.tar.gz sha256:00ff >b"],
  ],
  [
    "Pipenv",
    "Pipfile.lock",
    '{"_meta":{"sources":[{"url":"https://pypi.org/simple","verify_ssl":true}]},"default":{"a":{"hashes":["sha256:00ff"],"version":"==1.0"},"g":{"git":"https://example.invalid/g.git","ref":"00ff"}}}',
    ["a ==1.0 - sha256:00ff", "g 00ff git+https://example.invalid/g.git#00ff -"],
  ],
  [
    "Bundler",
    "Gemfile.lock",
    "GIT\n  remote: https://github.com/o/g.git\n  revision: 00ff\n  specs:\n    g (0.1)\n      a (~> 1)\n\nGEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0)\n      b (>= 2)\n\nPLATFORMS\n  ruby\n\nCHECKSUMS\n  a (1.0) sha256=00ff\n",
    ["g 0.1 git+https://github.com/o/g.git#00ff - >a", "a 1.0 - sha256:00ff >b"],
  ],
  [
    "Composer",
    "composer.lock",
    '{"packages":[{"name":"o/a","version":"1.0.0","type":"composer-plugin","dist":{"type":"zip","url":"https://api.github.com/repos/o/a/zipball/00ff","reference":"00ff","shasum":""},"require":{"php":">=8","o/b":"^1"}}]}',
    ["o/a 1.0.0 https://api.github.com/repos/o/a/zipball/00ff commit:00ff >php >o/b builds"],
  ],
];

describe("a lockfile", () => {
  it.each(CASES)("of %s", (_, path, text, expected) => {
    expect(locked(path, text)).toEqual(expected);
    expect(read(path, text).problem).toBeNull();
  });

  it("says where an entry stands", () => {
    const text = '# yarn lockfile v1\n\n\na@1:\n  version "1.0.0"\n\nb@1:\n  version "1.0.0"\n';
    expect(read("yarn.lock", text).facts.map((fact) => fact.at.line)).toEqual([4, 7]);
  });

  it("that refers to other parts of itself is read as its package manager reads it", () => {
    const text =
      "lockfileVersion: '9.0'\nx: &x {tarball: 'https://example.invalid/a.tgz'}\npackages:\n  a@1.0.0:\n    resolution: *x\n";
    expect(locked("pnpm-lock.yaml", text)).toEqual(["a 1.0.0 https://example.invalid/a.tgz -"]);
  });

  it("that is none says so", () => {
    expect(read("yarn.lock", "garbage\n").problem).not.toBeNull();
    expect(read("yarn.lock", "__metadata:\n  a: 1\n b: 2\n").problem).not.toBeNull();
  });
});
