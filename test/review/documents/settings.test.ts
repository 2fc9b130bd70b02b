import { describe, expect, it } from "vitest";
import { SETTINGS } from "../../../src/review/documents/settings.ts";
import { settings } from "./read.ts";

const step = (more: string) =>
  `on: pull_request_target\njobs:\n  a:\n    steps:\n      - run: x\n        ${more}\n`;

const repository = (url: string) =>
  `<project><repositories><repository><url>${url}</url></repository></repositories></project>`;
const WRAPPER = "gradle/wrapper/gradle-wrapper.properties";

/** One small document for every setting in the list. */
const PRODUCED_BY: Readonly<Record<keyof typeof SETTINGS, [path: string, text: string]>> = {
  "agent.all-mcp-servers": [".claude/settings.json", '{"enableAllProjectMcpServers":true}'],
  "agent.auto-approve": [".claude/settings.json", '{"permissions":{"allow":["Bash"]}}'],
  "agent.bypass-permissions": [".gemini/settings.json", '{"yolo":true}'],
  "agent.environment.*": [".claude/settings.local.json", '{"env":{"NODE_OPTIONS":"x"}}'],
  "agent.hook": [".claude/settings.json", '{"hooks":{"Stop":[{"hooks":[{"command":"x"}]}]}}'],
  "agent.mcp-server": [".vscode/mcp.json", '{"servers":{"a":{"command":"x"}}}'],
  "cargo.dependency-git": [
    "Cargo.toml",
    '[dependencies]\na = { git = "https://example.invalid" }\n',
  ],
  "cargo.dependency-registry": ["Cargo.toml", '[dependencies]\na = { registry = "b" }\n'],
  "cargo.environment": [".cargo/config.toml", '[env]\nLD_PRELOAD = "x.so"\n'],
  "cargo.locked-source": [
    "Cargo.lock",
    '[[package]]\nname = "a"\nsource = "registry+https://example.invalid/index"\n',
  ],
  "cargo.patch": ["Cargo.toml", '[patch.crates-io]\na = { path = "a" }\n'],
  "cargo.program": [".cargo/config.toml", '[build]\nrustc-wrapper = "./x.sh"\n'],
  "cargo.registry": [".cargo/config.toml", '[registries.a]\nindex = "https://example.invalid"\n'],
  "cargo.source": [".cargo/config.toml", '[source.a]\nregistry = "https://example.invalid"\n'],
  "composer.allowed-plugin": ["composer.json", '{"config":{"allow-plugins":{"a/b":true}}}'],
  "composer.repository": [
    "composer.json",
    '{"repositories":[{"type":"composer","url":"https://example.invalid"}]}',
  ],
  "go.insecure": ["Dockerfile", "FROM golang\nENV GOSUMDB=off\n"],
  "go.proxy": ["Dockerfile", "FROM golang\nENV GOPROXY=https://proxy.example.invalid\n"],
  "go.replace": ["go.mod", "replace a.example/b => a.example/c v1.0.0"],
  "go.tool": ["go.mod", "tool a.example/b"],
  "go.toolchain": ["go.mod", "toolchain go1.24.0"],
  "gem.source": ["Gemfile", 'source "https://example.invalid"'],
  "php.runs-around-pages": [".user.ini", "auto_prepend_file = a.php\n"],
  "php.hands-over": [".htaccess", "AddHandler application/x-httpd-php .php\n"],
  "owners.*": ["CODEOWNERS", "/src/ @octocat\n"],
  "package.repository": ["package.json", '{"repository":"github:owner/name"}'],
  "devcontainer.host-command": [".devcontainer.json", '{"initializeCommand":"x"}'],
  "devcontainer.mount": [
    ".devcontainer.json",
    '{"mounts":["source=/var/run/docker.sock,target=/x"]}',
  ],
  "devcontainer.privileged": [".devcontainer.json", '{"capAdd":["SYS_ADMIN"]}'],
  "docker.remote-add": ["Dockerfile", "ADD https://example.invalid/a /a"],
  "editor.automatic-tasks": [".vscode/settings.json", '{"task.allowAutomaticTasks":"on"}'],
  "editor.executable-path": [".vscode/settings.json", '{"git.path":"./git"}'],
  "editor.launch.pre-launch-task": [
    ".vscode/launch.json",
    '{"configurations":[{"preLaunchTask":"x"}]}',
  ],
  "editor.remote-schema": [
    ".vscode/settings.json",
    '{"yaml.schemas":{"https://example.invalid":"a"}}',
  ],
  "editor.task.auto-run": [
    ".vscode/tasks.json",
    '{"tasks":[{"label":"a","runOptions":{"runOn":"folderOpen"}}]}',
  ],
  "editor.task.hidden": [".vscode/tasks.json", '{"tasks":[{"label":"a","hide":true}]}'],
  "editor.terminal-environment": [
    ".vscode/settings.json",
    '{"terminal.integrated.env.osx":{"A":"b"}}',
  ],
  "git.diff-driver": [".gitattributes", "*.a diff=x"],
  "git.diff-hidden": [".gitattributes", "*.a -diff"],
  "git.export": [".gitattributes", "a export-ignore"],
  "git.filter": [".gitattributes", "*.a filter=x"],
  "git.ignores-evidence": [".gitignore", ".github/"],
  "git.lfs": [".gitattributes", "*.a filter=lfs"],
  "git.merge-driver": [".gitattributes", "*.a merge=x"],
  "git.submodule-command": [".gitmodules", '[submodule "a"]\nupdate = !x'],
  "git.submodule-odd-path": [".gitmodules", '[submodule "a"]\npath = ../x'],
  "git.unignores-editor-folder": [".gitignore", "!.vscode"],
  "git.working-tree-encoding": [".gitattributes", "a working-tree-encoding=UTF-16"],
  "install.backend-path": ["pyproject.toml", '[build-system]\nbackend-path = ["."]'],
  "jvm.loads": [".mvn/jvm.config", "-javaagent:tools/a.jar"],
  "maven.bare-repository": ["pom.xml", repository("http://203.0.113.5/m")],
  "maven.foreign-repository": ["pom.xml", repository("https://h.example.invalid/m")],
  "maven.mirror-repository": ["pom.xml", repository("https://nexus.example.invalid/m")],
  "maven.system-path": [
    "pom.xml",
    "<project><dependencies><dependency><systemPath>a.jar</systemPath></dependency></dependencies></project>",
  ],
  "lockfile.integrity-missing": [
    "packages.lock.json",
    '{"dependencies":{"net8.0":{"a":{"type":"Direct","resolved":"1.0.0"}}}}',
  ],
  "msbuild.outside": ["a.csproj", '<Project><Import Project="C:\\x.targets" /></Project>'],
  "msbuild.task-library": ["a.targets", '<Project><UsingTask AssemblyFile="t.dll" /></Project>'],
  "npm.alias": ["package.json", '{"dependencies":{"a":"npm:b@1"}}'],
  "npm.allow-scripts": ["package.json", '{"trustedDependencies":["a"]}'],
  "npm.dependency-file": ["package.json", '{"devDependencies":{"a":"file:x"}}'],
  "npm.dependency-git": ["package.json", '{"dependencies":{"a":"github:x/y"}}'],
  "npm.dependency-http": ["package.json", '{"dependencies":{"a":"http://example.invalid"}}'],
  "npm.git-program": [".npmrc", "git=x"],
  "npm.hook-file": [".npmrc", "global-pnpmfile=x.cjs"],
  "npm.ignore-scripts": [".npmrc", "ignore-scripts=false"],
  "npm.insecure": [".npmrc", "strict-ssl=false"],
  "npm.kept-release": [".yarnrc.yml", "yarnPath: .yarn/releases/yarn-4.17.1.cjs"],
  "npm.node-options": [".npmrc", "node-options=--require ./x"],
  "npm.override": ["package.json", '{"resolutions":{"a":"1"}}'],
  "npm.patched-dependency": ["package.json", '{"patchedDependencies":{"a":"x.patch"}}'],
  "npm.preload": ["bunfig.toml", 'preload = "x"'],
  "npm.registry": [".npmrc", "registry=https://example.invalid"],
  "npm.script-shell": [".npmrc", "script-shell=x"],
  "npm.token": [".npmrc", "//a/:_authToken=b"],
  "nuget.insecure": [
    "nuget.config",
    '<configuration><config><add key="signatureValidationMode" value="accept" /></config></configuration>',
  ],
  "nuget.source": [
    "NuGet.Config",
    '<configuration><packageSources><add key="a" value="https://h.example" /></packageSources></configuration>',
  ],
  "nuget.token": [
    "nuget.config",
    '<configuration><apikeys><add key="https://h.example" value="x" /></apikeys></configuration>',
  ],
  "pipeline.remote-include": [
    ".gitlab-ci.yml",
    "include:\n  - remote: https://example.invalid/a.yml\n",
  ],
  "pip.index": ["requirements.txt", "-i https://example.invalid"],
  "pip.insecure": ["requirements.txt", "--trusted-host a"],
  "cmake.tls-off": ["CMakeLists.txt", "file(DOWNLOAD https://example.invalid/a a TLS_VERIFY OFF)"],
  "pip.source": ["requirements.txt", "a @ https://example.invalid/a"],
  "python.test-plugin": ["pytest.ini", "[pytest]\naddopts = -p x"],
  "workflow.continue-on-error": [".github/workflows/a.yml", step("continue-on-error: true")],
  "workflow.interpolation-with-secrets": [
    ".github/workflows/a.yml",
    "on: issues\njobs: { a: { env: { T: '${{ secrets.T }}' }, steps: [{ run: 'echo ${{ github.event.issue.title }}' }] } }",
  ],
  "workflow.never-runs": [".github/workflows/a.yml", step("if: false")],
  "workflow.permission.none": [".github/workflows/a.yml", "on: push\npermissions: {}"],
  "workflow.permission.read": [
    ".github/workflows/a.yml",
    "on: push\npermissions: { contents: read }",
  ],
  "workflow.permission.write": [
    ".github/workflows/a.yml",
    "on: push\npermissions: { contents: write }",
  ],
  "workflow.permission.write-all": [".github/workflows/a.yml", "on: push\npermissions: write-all"],
  "workflow.persist-credentials-off": [
    ".github/workflows/a.yml",
    step("uses: actions/checkout@v4\n        with: { persist-credentials: false }"),
  ],
  "workflow.pinned": [
    ".github/workflows/a.yml",
    `on: push\njobs:\n  a:\n    steps:\n      - uses: a/b@${"0".repeat(40)} # v1.2.3\n`,
  ],
  "workflow.scanner.*": [
    ".github/workflows/a.yml",
    "on: push\njobs:\n  a:\n    steps:\n      - uses: github/codeql-action/analyze@v3\n",
  ],
  "workflow.secret-to-action": [
    ".github/workflows/a.yml",
    "on: push\njobs:\n  a:\n    steps:\n      - uses: a/b@v1\n        with: { key: '${{ secrets.A }}' }\n",
  ],
  "workflow.secrets-all": [
    ".github/workflows/a.yml",
    step("env: { A: '${{ toJSON( secrets ) }}' }"),
  ],
  "workflow.secrets-inherit": [
    ".github/workflows/a.yml",
    "on: push\njobs: { a: { uses: a/b@c, secrets: inherit } }",
  ],
  "workflow.self-hosted": [
    ".github/workflows/a.yml",
    "on: push\njobs: { a: { runs-on: self-hosted } }",
  ],
  "workflow.runs-strangers-code": [
    ".github/workflows/a.yml",
    "on: pull_request_target\njobs: { a: { steps: [{ run: 'gh pr checkout 1 && npm ci' }] } }",
  ],
  "workflow.trigger": [".github/workflows/a.yml", "on: push"],
  "workflow.unsecure-commands": [
    ".github/workflows/a.yml",
    step("env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: 1 }"),
  ],
  "workflow.untrusted-checkout": [
    ".github/workflows/a.yml",
    step("uses: actions/checkout@v4\n        with: { ref: '${{ github.head_ref }}' }"),
  ],
  "workflow.untrusted-interpolation": [
    ".github/workflows/a.yml",
    "on: issues\njobs: { a: { steps: [{ run: 'echo ${{ github.event.comment.body }}' }] } }",
  ],
  "wrapper.bare-distribution": [WRAPPER, "distributionUrl=http\\://203.0.113.5/gradle-8-bin.zip"],
  "wrapper.checksum": [WRAPPER, "distributionSha256Sum=00"],
  "wrapper.foreign-distribution": [
    WRAPPER,
    "distributionUrl=https\\://h.example.invalid/gradle-8-bin.zip",
  ],
  "wrapper.mirror-distribution": [
    WRAPPER,
    "distributionUrl=https\\://mirror.example.invalid/gradle-8-bin.zip",
  ],
  "wrapper.unchecked": [WRAPPER, "validateDistributionUrl=false"],
};

describe("the list of settings", () => {
  it.each(Object.entries(PRODUCED_BY))("has %s, which a document can say", (name, [path, text]) => {
    const found = settings(path, text).map((setting) => setting.split("=")[0] ?? "");
    const start = name.replace(/\*$/, "");
    expect(
      found.some((each) => (name.endsWith("*") ? each.startsWith(start) : each === name)),
    ).toBe(true);
  });
  it("says each meaning in a few words", () => {
    for (const meaning of Object.values(SETTINGS)) expect(meaning).toMatch(/^[a-z][^.]{8,90}$/);
  });
});
