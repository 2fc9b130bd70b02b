import { expect, test } from "vitest";
import { readGoSum } from "../../../src/review/documents/locks/go-sum.ts";
import { readGoMod } from "../../../src/review/documents/go-modules.ts";
import { readGoreleaser, readTaskfile } from "../../../src/review/documents/go-tools.ts";

const MOD = `module example.com/app

go 1.24
toolchain go1.24.1

require example.com/one v1.0.0
require (
	example.com/two/v2 v2.1.0 // indirect
	"example.com/three" v0.0.0-20240101000000-abcdefabcdef
)
replace (
	example.com/one => example.com/fork v1.0.1
	example.com/two/v2 v2.1.0 => ../two
)
tool example.com/gen/cmd/gen
`;

test("modules are listed with their versions, and so is what stands in for them", () => {
  const { facts } = readGoMod(MOD);
  const modules = facts.flatMap((fact) =>
    fact.kind === "reference" ? [`${fact.name}@${fact.version ?? ""}`] : [],
  );
  expect(modules).toEqual([
    "example.com/one@v1.0.0",
    "example.com/two/v2@v2.1.0",
    "example.com/three@v0.0.0-20240101000000-abcdefabcdef",
    "example.com/fork@v1.0.1",
  ]);
  const settings = facts.flatMap((fact) =>
    fact.kind === "setting" ? [`${fact.name} ${fact.value}`] : [],
  );
  expect(settings).toEqual([
    "go.toolchain go1.24.1",
    "go.replace example.com/one: example.com/fork@v1.0.1",
    "go.replace example.com/two/v2: ../two",
    "go.tool example.com/gen/cmd/gen",
  ]);
});

test("checksums keep apart what a module and its list of modules add up to", () => {
  const { facts } = readGoSum(
    "a.example/b v1.0.0 h1:AA=\na.example/b v1.0.0/go.mod h1:BB=\nbroken\n",
  );
  const locked = facts.flatMap((fact) =>
    fact.kind === "reference" ? [[fact.version, fact.locked?.digests]] : [],
  );
  expect(locked).toEqual([
    ["v1.0.0", ["h1:AA="]],
    ["v1.0.0/go.mod", ["h1:BB="]],
  ]);
});

test("hooks of a release and commands of tasks are code", () => {
  const release = readGoreleaser(
    "before:\n  hooks:\n    - go mod tidy\nbuilds:\n  - hooks:\n      pre: ./a.sh\n      post:\n        - cmd: ./b.sh\n",
    ".goreleaser.yml",
  );
  expect(release.code.map(({ text, trigger }) => [text, trigger])).toEqual([
    ["go mod tidy", "release"],
    ["./a.sh", "release"],
    ["./b.sh", "release"],
  ]);
  const tasks = readTaskfile(
    "vars:\n  A:\n    sh: date\ntasks:\n  x: echo x\n  y:\n    cmds:\n      - echo y\n      - cmd: echo z\n",
    "Taskfile.yml",
  );
  expect(tasks.code.map(({ text }) => text).sort()).toEqual(["date", "echo x", "echo y", "echo z"]);
});

test.each(["replace (", "require\n(((\n", "\0\0", "x".repeat(1_000_000)])(
  "hostile text is read without an error",
  (text) => {
    expect(() => readGoMod(text)).not.toThrow();
    expect(() => readGoSum(text)).not.toThrow();
  },
);
