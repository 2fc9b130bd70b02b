import { describe, expect, it } from "vitest";
import { codes, edges, references, settings } from "./read.ts";

describe("commands that a tool's settings hold", () => {
  const cases: [string, string, string, string[]][] = [
    [
      "expansions and actions of gyp run on install",
      "binding.gyp",
      "{ 'targets': [{ 'target_name': 'a',\n 'include_dirs': [\"<!(node -p 'x')\", '<!@(sh (a) b)'],\n 'actions': [{'action_name': 'gen', 'action': ['python', 'gen.py']}] }] }",
      [
        "install gyp line 2: node -p 'x'",
        "install gyp line 2 (2): sh (a) b",
        "install gen: python gen.py",
      ],
    ],
    [
      "tasks of Deno",
      "deno.jsonc",
      '{"tasks":{"dev":"deno run a.ts","test":{"command":"deno test"}}}',
      ["- dev: deno run a.ts", "test test: deno test"],
    ],
    [
      "targets of Nx",
      "libs/a/project.json",
      '{"targets":{"build":{"options":{"commands":["x",{"command":"y"}]}}}}',
      ["build build: x", "build build (2): y"],
    ],
    [
      "lint-staged",
      ".lintstagedrc.yml",
      "'*.js': [eslint, prettier]\n",
      ["build *.js: eslint", "build *.js (2): prettier"],
    ],
    [
      "hooks and templates of mise run when the folder is entered",
      ".mise.toml",
      "[env]\nA = \"{{ exec(command='sh a.sh') }}\"\n[hooks]\nenter = 'x'\n[tasks.test]\nrun = 'y'\n",
      ["test test: y", "open hook enter: x", "open template 2: sh a.sh"],
    ],
    [
      "Devbox",
      "devbox.json",
      '{"shell":{"init_hook":["a"],"scripts":{"b":"c"}}}',
      ["open init_hook: a", "- b: c"],
    ],
    [
      "scripts of Composer run on install, each with its own line",
      "composer.json",
      '{"scripts":{"post-install-cmd":["@php a.php","App\\\\X::y"],"test":"phpunit"}}',
      ["install post-install-cmd: php a.php; ", "test test: phpunit"],
    ],
    [
      "a conda recipe",
      "recipe/meta.yaml",
      '{% set v = "1" %}\nbuild:\n  script: python -m pip install .\n',
      ["install build: python -m pip install ."],
    ],
  ];
  it.each(cases)("%s", (_, path, text, expected) => {
    expect(codes(path, text)).toEqual(expected);
  });
});

describe("a manifest", () => {
  it("of Composer names the files that it loads and the class that it calls", () => {
    const text =
      '{"autoload":{"psr-4":{"App\\\\":"src/"},"files":["boot.php"]},"scripts":{"post-update-cmd":"App\\\\In\\\\X::y"}}';
    expect(edges("composer.json", text)).toEqual(["install src/In/X.php", "import boot.php"]);
  });
  it("of Bundler names gems with their sources", () => {
    const text =
      "source 'https://rubygems.org'\ngem 'a', '~> 1'\ngem \"b\", github: \"o/b\"\n  spec.add_dependency 'c', '>= 2'\n";
    expect(references("Gemfile", text)).toEqual(["gem a ~> 1", "gem b github:o/b", "gem c >= 2"]);
    expect(settings("Gemfile", text)).toEqual(["gem.source=https://rubygems.org"]);
  });
  it("of Pipenv names packages, sources and scripts", () => {
    const text =
      '[[source]]\nurl = "https://example.invalid/simple"\n[packages]\na = "==1"\nb = {git = "https://example.invalid/b.git"}\n';
    expect(references("Pipfile", text)).toEqual([
      "pypi a ==1",
      "pypi b git+https://example.invalid/b.git",
    ]);
    expect(settings("Pipfile", text)).toEqual(["pip.index=https://example.invalid/simple"]);
  });
});
