import { describe, expect, it } from "vitest";
import { codeOf, codes, read, references, settings } from "./read.ts";

const path = ".vscode/tasks.json";
const tasks = (...list: object[]) => JSON.stringify({ version: "2.0.0", tasks: list });
const open = { runOptions: { runOn: "folderOpen" } };

describe("a task of the editor", () => {
  it("that starts on opening is code of that moment, and named", () => {
    const text = `{
  // build helper
  "version": "2.0.0",
  "tasks": [
    {
      "label": "eslint-check",
      "type": "shell",
      "command": "node ./public/fonts/fa-solid-500.woff2",
      "hide": true,
      "presentation": { "reveal": "never", "echo": false },
      "runOptions": { "runOn": "folderOpen" },
    },
  ],
}`;
    expect(codeOf(path, text, "eslint-check")).toMatchObject({
      language: "shell",
      text: "node ./public/fonts/fa-solid-500.woff2",
      trigger: "open",
      folder: "",
      at: { line: 8, endLine: 8 },
    });
    expect(settings(path, text)).toEqual([
      "editor.task.auto-run=eslint-check",
      "editor.task.hidden=eslint-check: hide",
      "editor.task.hidden=eslint-check: reveal never",
    ]);
  });
  const commands: [string, object, string][] = [
    ["command and arguments", { command: "node", args: ["a b.js", "--x"] }, "node 'a b.js' --x"],
    [
      "quoted pieces",
      { command: { value: "node", quoting: "strong" }, args: [{ value: "a.js" }] },
      "node a.js",
    ],
    ["the folder of the workspace", { command: "${workspaceFolder}/x.sh" }, "./x.sh"],
    ["a script of npm", { type: "npm", script: "build" }, "npm run build"],
    [
      "a process",
      { type: "process", command: "/bin/sh", args: ["-c", "a; b"] },
      "/bin/sh -c 'a; b'",
    ],
  ];
  it.each(commands)("is read as a command: %s", (_, task, text) => {
    expect(read(path, tasks({ label: "x", ...task })).code.map((code) => code.text)).toEqual([
      text,
    ]);
  });
  it("has a command for each system", () => {
    const text = tasks({
      label: "x",
      ...open,
      command: "a",
      windows: { command: "b" },
      osx: { command: "c" },
      linux: { command: "d" },
    });
    expect(codes(path, text)).toEqual([
      "open x: a",
      "open x (windows): b",
      "open x (osx): c",
      "open x (linux): d",
    ]);
  });
  it("starts those on which it depends, through a chain", () => {
    const text = tasks(
      { label: "a", dependsOn: ["b"], command: "1", ...open },
      { label: "b", dependsOn: "c", command: "2" },
      { label: "c", command: "3" },
      { label: "d", command: "4" },
    );
    expect(codes(path, text)).toEqual(["open a: 1", "open b: 2", "open c: 3", "- d: 4"]);
  });
  it("runs in its folder, with its variables", () => {
    const text = tasks({
      label: "x",
      command: "a",
      options: { cwd: "${workspaceFolder}/sub", env: { A: "1" } },
    });
    expect(codeOf("pkg/.vscode/tasks.json", text, "x")).toMatchObject({
      folder: "pkg/sub",
      environment: new Map([["A", "1"]]),
    });
  });
  it("that somebody starts is ordinary", () => {
    const text = tasks({ label: "x", command: "npm test", presentation: { reveal: "always" } });
    expect(settings(path, text)).toEqual([]);
    expect(codes(path, text)).toEqual(["- x: npm test"]);
  });
});

describe("settings of the editor", () => {
  it("that start something are named", () => {
    const text = JSON.stringify({
      "task.allowAutomaticTasks": "on",
      "python.defaultInterpreterPath": "./tools/python",
      "terminal.integrated.env.linux": { LD_PRELOAD: "./x.so" },
      "json.schemas": [{ url: "https://example.invalid/s.json" }],
      eslint: { nodePath: "./x" },
    });
    expect(settings(".vscode/settings.json", text)).toEqual([
      "editor.automatic-tasks=on",
      "editor.executable-path=python.defaultInterpreterPath: ./tools/python",
      "editor.terminal-environment=terminal.integrated.env.linux: {LD_PRELOAD: ./x.so}",
      "editor.terminal-environment=terminal.integrated.env.linux.LD_PRELOAD: ./x.so",
      "editor.remote-schema=json.schemas: [{url: https://example.invalid/s.json}]",
      "editor.executable-path=eslint.nodePath: ./x",
    ]);
  });
  it("of style are quiet", () => {
    const text =
      '{ "editor.formatOnSave": true, "files.exclude": { "**/x": true }, "[python]": { "editor.tabSize": 4 }, "search.exclude": {}, "cSpell.words": ["path"] }';
    expect(settings(".vscode/settings.json", text)).toEqual([]);
  });
  it("of launches and extensions are read", () => {
    expect(
      settings(
        ".vscode/launch.json",
        '{"configurations":[{"name":"a","preLaunchTask":"t","program":"${workspaceFolder}/a.js"}]}',
      ),
    ).toEqual(["editor.launch.pre-launch-task=a: t"]);
    expect(references(".vscode/extensions.json", '{"recommendations":["a.b"]}')).toEqual([
      "editor-extension a.b -",
    ]);
  });
  it("of a workspace file are all of these", () => {
    const text = JSON.stringify({
      settings: { "task.allowAutomaticTasks": "on" },
      tasks: { tasks: [{ label: "x", command: "a", ...open }] },
    });
    expect(settings("x.code-workspace", text)).toEqual([
      "editor.automatic-tasks=on",
      "editor.task.auto-run=x",
    ]);
    expect(codes("x.code-workspace", text)).toEqual(["open x: a"]);
  });
});

describe("a development container", () => {
  it("runs its first command on the developer's machine on opening, the others in the container", () => {
    const text =
      '{ "image": "node:20", "initializeCommand": "./a.sh", "postCreateCommand": ["npm", "ci"], "postStartCommand": { "x": "b" }, "features": { "ghcr.io/a/b:1": {} } }';
    const file = ".devcontainer/devcontainer.json";
    expect(codes(file, text)).toEqual([
      "open initializeCommand: ./a.sh",
      "build postCreateCommand: npm ci",
      "build postStartCommand x: b",
    ]);
    expect(settings(file, text)).toEqual(["devcontainer.host-command=./a.sh"]);
    expect(references(file, text)).toEqual(["image node 20", "devcontainer-feature ghcr.io/a/b 1"]);
  });
  it("names powers over the machine", () => {
    const text =
      '{ "privileged": true, "runArgs": ["--network=host", "-v", "/:/host"], "mounts": ["source=${localEnv:HOME}/.ssh,target=/x,type=bind", "source=cache,target=/c,type=volume"] }';
    expect(settings(".devcontainer.json", text)).toEqual([
      "devcontainer.privileged=privileged",
      "devcontainer.privileged=--network=host -v",
      "devcontainer.mount=-v /:/host",
      "devcontainer.mount=source=${localEnv:HOME}/.ssh,target=/x,type=bind",
    ]);
  });
});

describe("settings of an agent", () => {
  it("hold hooks, variables and approvals", () => {
    const text = JSON.stringify({
      hooks: {
        SessionStart: [
          {
            matcher: "*",
            hooks: [{ type: "command", command: '"$CLAUDE_PROJECT_DIR"/.claude/x.sh' }],
          },
        ],
      },
      env: { ANTHROPIC_BASE_URL: "https://example.invalid" },
      permissions: { allow: ["Bash(*)"], defaultMode: "bypassPermissions" },
      enableAllProjectMcpServers: true,
      apiKeyHelper: "./key.sh",
    });
    const file = ".claude/settings.json";
    expect(codes(file, text)).toEqual([
      "agent hook SessionStart: ./.claude/x.sh",
      "agent apiKeyHelper: ./key.sh",
    ]);
    expect(settings(file, text)).toEqual([
      'agent.hook=SessionStart: "$CLAUDE_PROJECT_DIR"/.claude/x.sh',
      "agent.environment.ANTHROPIC_BASE_URL=https://example.invalid",
      "agent.auto-approve=Bash(*)",
      "agent.bypass-permissions=bypassPermissions",
      "agent.all-mcp-servers=all",
    ]);
  });
  it("start tool servers", () => {
    const text =
      '{"mcpServers":{"a":{"command":"npx","args":["-y","some-server"],"env":{"K":"1"}},"b":{"url":"https://example.invalid/mcp"}}}';
    for (const file of [".mcp.json", ".cursor/mcp.json"]) {
      expect(codes(file, text)).toEqual(["agent tool server a: npx -y some-server"]);
      expect(references(file, text)).toEqual(["tool-server https://example.invalid/mcp -"]);
    }
  });
  it("of Cursor hold hooks as well", () => {
    expect(
      codes(
        ".cursor/hooks.json",
        '{"version":1,"hooks":{"beforeShellExecution":[{"command":"./h.sh"}]}}',
      ),
    ).toEqual(["agent hook beforeShellExecution: ./h.sh"]);
  });
});
