import { describe, expect, it } from "vitest";
import { codes, references, settings } from "./read.ts";

describe("recipes of packages, services and machines", () => {
  it.each([
    [
      "courier.spec",
      "Name: courier\n%description\nrm -rf /\n%build\nmake\n%post\nuseradd courier\n%files\n/usr/bin/courier\n",
      ["build %build line 4: make", "install %post line 6: useradd courier"],
    ],
    [
      "snap/snapcraft.yaml",
      "parts:\n  a:\n    plugin: go\n    override-build: make b\n",
      ["build a override-build: make b"],
    ],
    [
      "flake.nix",
      "{ shellHook = ''\n  ${pkgs.curl}/bin/curl a\n''; name = \"x\"; }\n",
      ["open shellHook line 1: \n  curl a\n"],
    ],
    [
      "BUILD.bazel",
      'genrule(name = "a", cmd = "$(location //t) && echo $$HOME > $@")\n',
      ["build line 1: ./FILE && echo $HOME > $@"],
    ],
    [
      "netlify.toml",
      '[build]\ncommand = "make site"\npublish = "dist"\n',
      ["ci-secrets build command: make site"],
    ],
    [
      "renovate.json",
      '{"postUpgradeTasks":{"commands":["make a"]},"extends":["x"]}',
      ["ci-secrets postUpgradeTasks commands: make a"],
    ],
    [
      "justfile",
      "v := `git describe`\nt:\n    @make {{v}}\n",
      ["build line 1: git describe", "build line 3: make $JUST"],
    ],
    [
      "a.service",
      "[Service]\nExecStart=-/usr/bin/a serve\n",
      ["- ExecStart line 2: /usr/bin/a serve"],
    ],
    [
      "cloud-init.yaml",
      "#cloud-config\nruncmd:\n  - [sh, -c, 'a | b']\n  - make c\n",
      ["release runcmd: sh -c 'a | b'", "release runcmd (2): make c"],
    ],
    [
      "A.xcodeproj/project.pbxproj",
      'shellPath = /bin/sh; shellScript = "lint\\necho \\"a\\"\\n";\n',
      ['build line 1: lint\necho "a"\n'],
    ],
    [".aider.conf.yml", "lint-cmd: make lint\n", ["agent command: make lint"]],
    [
      "gitconfig",
      '[core]\n\tpager = less\n\tautocrlf = input\n[alias]\n\tx = "!make a"\n',
      ["- core.pager: less", "- alias.x: make a"],
    ],
    ["locales/de.json", '{"a":"<img src=x onerror=\\"go(1)\\"> <b>fett</b>"}', ["- line 1: go(1)"]],
  ])("gives what %s runs", (path, text, expected) => {
    expect(codes(path, text)).toEqual(expected);
  });

  it("takes a file that only has the ending of a recipe for none", () => {
    expect(codes("app.spec", "a = Analysis(['main.py'])\n%post\nmake\n")).toEqual([]);
    expect(codes("user-data.txt", "runcmd:\n  - make\n")).toEqual([]);
    expect(codes("notes.install", "make install\n")).toEqual([]);
  });

  it("knows what pip takes along in an environment of conda, on its own line", () => {
    const text = "dependencies:\n  - python\n  - pip:\n      - requests==2.32.3\n";
    expect(references("environment.yml", text)).toEqual(["pypi requests ==2.32.3"]);
  });

  it("says to which host an agent is sent, unless everybody asks it", () => {
    const text = (host: string) => `[model_providers.a]\nbase_url = "https://${host}/v1"\n`;
    expect(settings(".codex/config.toml", text("llm.example.invalid"))).toEqual([
      "agent.environment.MODEL_BASE_URL=https://llm.example.invalid/v1",
    ]);
    expect(settings(".codex/config.toml", text("openrouter.ai"))).toEqual([]);
  });
});

describe("settings of editors' projects", () => {
  it.each([
    [
      ".idea/watcherTasks.xml",
      '<p><TaskOptions><option name="program" value="sh"/><option name="arguments" value="-c a"/></TaskOptions></p>',
      ["open watcher: sh -c a"],
    ],
    [
      ".run/a.run.xml",
      '<c><configuration><option name="SCRIPT_TEXT" value="make &amp;&amp; a"/></configuration></c>',
      ["- script: make && a"],
    ],
    [".zed/tasks.json", '[{"label":"t","command":"npm","args":["test"]}]', ["- t: npm test"]],
    [
      ".zed/settings.json",
      '{"lsp":{"a":{"binary":{"path":"./a"}}}}',
      ["open language server a: ./a"],
    ],
    [
      ".dir-locals.el",
      '((nil . ((eval . (start-process "f" nil "sh" "-c" "a b")))))\n',
      ["open line 1: sh -c 'a b'"],
    ],
  ])("gives what %s starts", (path, text, expected) => {
    expect(codes(path, text)).toEqual(expected);
  });
});
