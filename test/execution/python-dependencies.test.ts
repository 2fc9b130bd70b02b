import { describe, expect, it } from "vitest";
import { pythonChoices } from "../../src/execution/dependencies/python-choices.ts";
import { choosePythonFile } from "../../src/execution/dependencies/python-index.ts";
import type { LockedEntry } from "../../src/model/dependency.ts";

const [A, B] = ["a".repeat(64), "b".repeat(64)];

function entry(change: Partial<LockedEntry>): LockedEntry {
  return {
    ...{ name: "Some_Package", version: "==1.2", source: null, digests: [`sha256:${A}`] },
    ...{ alias: null, local: false, only: [], line: 3 },
    ...change,
  };
}

function read(entries: LockedEntry[], path = "requirements.txt", asks: string[] = []) {
  return pythonChoices([{ path, entries, asks, problem: null }], ["pypi.corp.example"]);
}

describe("packages of PyPI", () => {
  it("are taken by name, version and digests from every kind of lockfile", () => {
    const { choices, problems } = read([
      entry({ only: ['python_version >= "3.8"'] }),
      entry({
        name: "x",
        version: "2!1.0+l",
        digests: [`x-2.whl sha256:${A}`, `x.tar.gz sha256:${B}`],
      }),
      entry({ name: "y", version: "1", source: "https://pypi.corp.example/simple" }),
      entry({ name: "z", local: true, source: "." }),
    ]);
    expect(problems).toEqual([]);
    expect(choices).toMatchObject([
      { name: "some-package", version: "1.2", marker: 'python_version >= "3.8"' },
      { name: "x", version: "2!1.0+l", digests: [{ value: A }, { value: B }], marker: null },
      { name: "y", version: "1" },
    ]);
  });

  it.each([
    ["git", { source: "git+https://github.com/a/b#0" }, "from a repository"],
    ["a file", { source: "file:///etc/x.whl" }, "from a file"],
    ["another index", { source: "https://h.example/simple" }, "h.example, which is not PyPI"],
    ["a range", { version: ">=1" }, "no name and version"],
    ["no version", { version: null }, "no name and version"],
    ["a name that climbs", { name: "../x" }, "no name and version"],
    ["no digest", { digests: [] }, "without a digest"],
    ["a weak digest", { digests: ["md5:aa"] }, "can be forged"],
  ])("are refused in one sentence with %s", (_, change, said) => {
    const { choices, problems } = read([entry(change)]);
    expect(choices).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(said)]);
  });

  it("are refused where a file of requirements pins only some", () => {
    const { problems } = read([entry({})], "requirements.txt", ["some.package", "other"]);
    expect(problems).toEqual([
      {
        where: "requirements.txt",
        message: expect.stringMatching(/^other is asked for without/) as string,
      },
    ]);
  });

  it("keep no marker that could end its line or be anything else", () => {
    for (const marker of ['x == "1"\n-r /etc/passwd', "a; b", "a\\b", "$(x)", "`x`", "#x"]) {
      expect(read([entry({ only: [marker] })]).choices).toMatchObject([{ marker: null }]);
    }
  });
});

describe("the file of a package", () => {
  const files = (...names: string[]) => ({
    files: names.map((filename) => ({
      ...{ filename, url: `https://files.pythonhosted.org/${filename}` },
      hashes: { sha256: A },
    })),
  });
  const choice = { digests: [{ kind: "sha256", value: A } as const] };
  const chosen = (index: unknown, machine = "x64") =>
    choosePythonFile(choice, index, machine)?.filename ?? null;

  it.each([
    [["p-1-py3-none-any.whl", "p-1-cp313-cp313-manylinux_2_17_x86_64.whl"], 1],
    [["p-1.tar.gz", "p-1-py2.py3-none-any.whl"], 1],
    [["p-1-cp312-cp312-manylinux_2_17_x86_64.whl", "p-1.tar.gz"], 1],
    [["p-1-cp313-cp313-musllinux_1_1_x86_64.whl", "p-1.zip"], 1],
    [["p-1-cp313-cp313-win_amd64.whl", "p-1-cp313-cp313-macosx_11_0_arm64.whl"], null],
    [["p-1-cp38-abi3-manylinux_2_28_x86_64.whl", "p-1.tar.gz"], 0],
    [["p-1-cp314-abi3-manylinux_2_28_x86_64.whl", "p-1-py3-none-any.whl"], 1],
    [["p-1-cp313-cp313-manylinux_2_42_x86_64.whl", "p-1.tar.gz"], 1],
    [["p-1-cp313-cp313-manylinux2014_aarch64.whl", "p-1.tar.gz"], 1],
    [["p-1-py2-none-any.whl"], null],
    [["p-1-cp313-cp313-manylinux_2_12_x86_64.manylinux2010_x86_64.whl", "p-1.tar.gz"], 0],
    [["../p-1-py3-none-any.whl", "/etc/p-1-py3-none-any.whl", "p.exe"], null],
  ])("of %j is the one that fits best", (names, at) => {
    expect(chosen(files(...names))).toBe(at === null ? null : names[at]);
  });

  it("is one of the pinned ones only", () => {
    const index = files("p-1-py3-none-any.whl");
    expect(choosePythonFile({ digests: [{ kind: "sha256", value: B }] }, index, "x64")).toBeNull();
  });

  it.each([
    [">=3.14", false],
    [">=3.8,<4", true],
    ["<3.13", false],
    ["!=3.13.*", true],
    ["~=3.7", true],
    ["==2.7.*", false],
    [">=2.7, !=3.0.*", true],
    ["anything else", true],
  ])("is for the sandbox's Python by %s: %s", (requires, fits) => {
    const index = {
      files: [{ ...files("p-1-py3-none-any.whl").files[0], "requires-python": requires }],
    };
    expect(chosen(index) !== null).toBe(fits);
  });

  it.each([null, 1, "x", [], {}, { files: 1 }, { files: [null, 1, {}, { filename: 1 }] }])(
    "is none of an index that is %j",
    (index) => {
      expect(chosen(index)).toBeNull();
    },
  );
});
