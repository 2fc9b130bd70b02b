import { describe, expect, it } from "vitest";
import { codes, references, settings } from "./read.ts";

describe("a .gitignore", () => {
  const attacks = [
    "!/.vscode",
    "!.vscode/",
    "!.vscode/tasks.json",
    "!.claude/",
    "!.cursor/rules",
    "!.devcontainer",
    "!*.code-workspace",
    "!/.mcp.json",
  ];
  it.each(attacks)("that lets an editor's or agent's files in is named: %s", (line) => {
    expect(settings(".gitignore", `node_modules\n${line}\n`)).toEqual([
      `git.unignores-editor-folder=${line}`,
    ]);
  });
  const honest = [
    "!.env.example",
    "!src/keep.txt",
    "!/dist/.gitkeep",
    ".vscode/",
    "# !.vscode",
    "!.gitkeep",
    "!lib/claude.ts",
  ];
  it.each(honest)("is quiet with %s", (line) => {
    expect(settings(".gitignore", `${line}\n`)).toEqual([]);
  });
});

describe("a .gitattributes", () => {
  const attacks: [string, string][] = [
    ["*.sh filter=evil", "git.filter"],
    ["*.js diff=custom", "git.diff-driver"],
    ["*.js merge=custom", "git.merge-driver"],
    ["src/** -diff", "git.diff-hidden"],
    ["src/** binary", "git.diff-hidden"],
    ["src/** linguist-generated", "git.diff-hidden"],
    ["src/** linguist-generated=true", "git.diff-hidden"],
    ["a.sh working-tree-encoding=IBM037", "git.working-tree-encoding"],
    ["a.txt export-subst", "git.export"],
    ["*.bin filter=lfs diff=lfs merge=lfs -text", "git.lfs"],
    ['"a b.sh" filter=evil', "git.filter"],
  ];
  it.each(attacks)("names what %s does", (line, name) => {
    expect(settings(".gitattributes", `# x\n${line}\n`)).toEqual([`${name}=${line}`]);
  });
  it.each([
    "* text=auto eol=lf",
    "*.ts diff=typescript-is-no-driver-but text",
    "*.py diff=python",
    "*.md linguist-generated=false",
    "# *.sh filter=x",
  ])("is quiet with %s", (line) => {
    expect(settings(".gitattributes", line).filter((each) => !each.includes("no-driver"))).toEqual(
      [],
    );
  });
});

describe("a .gitmodules", () => {
  const module = (lines: string) =>
    `[submodule "x"]\n\tpath = libs/x\n\turl = https://example.invalid/x.git\n${lines}`;
  it("lists what it lets in", () => {
    expect(references(".gitmodules", module("\tbranch = main\n"))).toEqual([
      "submodule https://example.invalid/x.git main",
    ]);
    expect(settings(".gitmodules", module("\tupdate = rebase\n"))).toEqual([]);
  });
  const attacks: [string, string, string][] = [
    [
      "a command as the update",
      module("\tupdate = !curl example.invalid\n"),
      "git.submodule-command",
    ],
    [
      "an option as the address",
      '[submodule "x"]\n\tpath = x\n\turl = -u./evil\n',
      "git.submodule-command",
    ],
    [
      "a transport that is a command",
      '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c id\n',
      "git.submodule-command",
    ],
    ["a path that climbs", '[submodule "x"]\n\tpath = ../x\n\turl = a\n', "git.submodule-odd-path"],
    [
      "a path into git",
      '[submodule "x"]\n\tpath = .git/hooks\n\turl = a\n',
      "git.submodule-odd-path",
    ],
    [
      "a name that climbs",
      '[submodule "../../x"]\n\tpath = x\n\turl = a\n',
      "git.submodule-odd-path",
    ],
    [
      "a path that ends in a carriage return",
      '[submodule "x"]\n\tpath = "x\r"\n\turl = a\n',
      "git.submodule-odd-path",
    ],
  ];
  it.each(attacks)("names %s", (_, text, name) => {
    expect(settings(".gitmodules", text).map((each) => each.split("=")[0])).toEqual([name]);
  });
});

describe("hooks of git", () => {
  it("of pre-commit are commands and revisions", () => {
    const text =
      "repos:\n  - repo: https://example.invalid/h\n    rev: v1\n    hooks:\n      - id: a\n        additional_dependencies: [x==1]\n  - repo: local\n    hooks:\n      - id: b\n        entry: ./b.sh\n        args: ['--x y']\n        language: system\n";
    expect(references(".pre-commit-config.yaml", text)).toEqual([
      "hook https://example.invalid/h v1",
      "pypi x==1 -",
    ]);
    expect(codes(".pre-commit-config.yaml", text)).toEqual(["build b: ./b.sh '--x y'"]);
  });
  it("of lefthook are commands", () => {
    const text =
      "pre-commit:\n  commands:\n    lint: { run: npm run lint }\n  jobs:\n    - name: x\n      run: ./x.sh\nremotes:\n  - git_url: https://example.invalid/r\n    ref: v2\n";
    expect(codes("lefthook.yml", text)).toEqual([
      "build pre-commit lint: npm run lint",
      "build pre-commit x: ./x.sh",
    ]);
    expect(references("lefthook.yml", text)).toEqual(["hook https://example.invalid/r v2"]);
  });
});
