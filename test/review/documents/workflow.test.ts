import { describe, expect, it } from "vitest";
import { codeOf, codes, edges, read, references, settings } from "./read.ts";

const path = ".github/workflows/a.yml";
const job = (head: string, steps: string, more = "") =>
  `${head}\njobs:\n  build:\n    runs-on: ubuntu-latest\n${more}    steps:\n${steps}\n`;
const step = "      - run: npm test";
const secret = "      - run: npm publish\n        env:\n          T: ${{ secrets.NPM_TOKEN }}";

describe("the trigger of a step", () => {
  const cases: [string, string, string, string | null, string[]][] = [
    ["a pull request", "on: pull_request", secret, "ci", ["NPM_TOKEN"]],
    ["a push without secrets", "on: [push]", step, "ci", []],
    ["a push with a secret", "on: push", secret, "ci-secrets", ["NPM_TOKEN"]],
    [
      "a push and a pull request with a secret",
      "on: [push, pull_request]",
      secret,
      "ci-secrets",
      ["NPM_TOKEN"],
    ],
    [
      "a schedule with a secret",
      "on:\n  schedule:\n    - cron: '0 0 * * *'",
      secret,
      "ci-secrets",
      ["NPM_TOKEN"],
    ],
    [
      "a push with rights to write",
      "on: push\npermissions:\n  contents: write",
      step,
      "ci-secrets",
      ["GITHUB_TOKEN"],
    ],
    [
      "a push with an identity",
      "on: push\npermissions:\n  id-token: write",
      step,
      "ci-secrets",
      ["OIDC token"],
    ],
    [
      "a stranger's pull request on the base",
      "on: pull_request_target",
      step,
      "ci-secrets",
      ["GITHUB_TOKEN"],
    ],
    ["the same without any right", "on: pull_request_target\npermissions: {}", step, "ci", []],
    ["a release", "on:\n  release:\n    types: [published]", secret, "release", ["NPM_TOKEN"]],
    ["a push of tags", "on:\n  push:\n    tags: ['v*']", secret, "release", ["NPM_TOKEN"]],
    ["a call by another workflow", "on: workflow_call", secret, null, ["NPM_TOKEN"]],
    ["the key as YAML 1.1 has it", "true: push", secret, "ci-secrets", ["NPM_TOKEN"]],
  ];
  it.each(cases)("is found for %s", (_, head, steps, trigger, secrets) => {
    const [code] = read(path, job(head, steps)).code;
    expect(code).toMatchObject({ trigger, secrets });
  });
  it("knows every secret that the job names, since steps share a machine", () => {
    const steps = `${step}\n${secret}\n      - uses: a/b@v1\n        with: { key: "\${{ secrets['OTHER'] }}" }`;
    expect(codeOf(path, job("on: push", steps), "build / step 1").secrets).toEqual([
      "NPM_TOKEN",
      "OTHER",
    ]);
  });
});

describe("the code of a step", () => {
  it("stands on the first line below the bar, in its folder and language", () => {
    const text = job(
      "on: push",
      "      - name: Go\n        working-directory: sub\n        shell: python\n        run: |\n          import os\n          print(1)",
    );
    expect(codeOf(path, text, "build / Go")).toMatchObject({
      text: "import os\nprint(1)\n",
      language: "python",
      folder: "sub",
      at: { line: 10, endLine: 11 },
    });
    expect(text.split("\n")[9]?.trim()).toBe("import os");
  });
  it("stands on its own line when it is on one", () => {
    expect(codeOf(path, job("on: push", step), "build / step 1").at).toEqual({
      line: 6,
      endLine: 6,
    });
  });
  it("takes variables of workflow, job and step, the inner ones first", () => {
    const text = job(
      "on: push\nenv: { A: '1', B: '1' }",
      "      - run: x\n        env: { B: '3' }",
      "    env: { A: '2' }\n",
    );
    expect(Object.fromEntries(codeOf(path, text, "build / step 1").environment)).toEqual({
      A: "2",
      B: "3",
    });
  });
  it("has variables where GitHub puts values, also in single quotes", () => {
    const lines = [
      `curl -d '\${{ secrets.A }}' "\${{ github.event.issue.title }}" \${{ env.B }}`,
      "# don't",
      `echo '\${{ x }}'`,
    ];
    const text = job("on: push", `      - run: |\n          ${lines.join("\n          ")}`);
    const code = codeOf(path, text, "build / step 1");
    expect(code.text).toBe(
      `curl -d ''"\${A}"'' "\${GITHUB_EVENT_ISSUE_TITLE}" \${B}
# don't
echo ''"\${X}"''
`,
    );
    expect(code.environment.get("A")).toBe("${{ secrets.A }}");
    expect(code.environment.get("GITHUB_EVENT_ISSUE_TITLE")).toBe(
      "${{ github.event.issue.title }}",
    );
  });
  const shells: [string, string][] = [
    ["bash", "shell"],
    ["pwsh", "powershell"],
    ["cmd", "batch"],
    ["node {0}", "javascript"],
    ["/usr/bin/env python3 {0}", "python"],
    ["bash -e {0}", "shell"],
  ];
  it.each(shells)("is in the language of its shell: %s", (shell, language) => {
    expect(
      read(path, job("on: push", `      - run: x\n        shell: ${shell}`)).code[0]?.language,
    ).toBe(language);
  });
  it("is JavaScript in github-script, and PowerShell on Windows", () => {
    const text = job(
      "on: push",
      "      - uses: actions/github-script@v7\n        with:\n          script: |\n            github.rest.x()",
    );
    const [script] = read(path, text).code;
    expect(script).toMatchObject({ language: "javascript", at: { line: 9 } });
    expect(script?.text).toMatch(/github\.rest\.x\(\)\n$/);
    const windows =
      "on: push\njobs:\n  a:\n    runs-on: windows-latest\n    steps: [{ run: dir }]\n";
    expect(read(path, windows).code[0]?.language).toBe("powershell");
  });
  it("is read through anchors", () => {
    const text = "on: push\njobs:\n  a: &a\n    runs-on: x\n    steps: [{ run: one }]\n  b: *a\n";
    expect(codes(path, text)).toEqual(["ci a / step 1: one", "ci b / step 1: one"]);
  });
});

describe("settings of a workflow", () => {
  const cases: [string, string, string][] = [
    [
      "rights to write everything",
      job("on: push\npermissions: write-all", step),
      "workflow.permission.write-all=write-all",
    ],
    [
      "a right to write",
      job("on: push", step, "    permissions: { contents: write }\n"),
      "workflow.permission.write=build: contents",
    ],
    [
      "rights to read",
      job("on: push\npermissions: read-all", step),
      "workflow.permission.read=all",
    ],
    ["no rights", job("on: push\npermissions: {}", step), "workflow.permission.none=all"],
    [
      "all secrets in one text",
      job("on: push", "      - run: echo '${{ toJSON(secrets) }}'"),
      "workflow.secrets-all=build / step 1",
    ],
    [
      "secrets by a computed name",
      job("on: push", "      - run: x\n        env: { A: '${{ secrets[matrix.x] }}' }"),
      "workflow.secrets-all=build / step 1",
    ],
    [
      "all secrets passed on",
      "on: push\njobs:\n  a:\n    uses: o/r/.github/workflows/x.yml@v1\n    secrets: inherit\n",
      "workflow.secrets-inherit=a",
    ],
    [
      "a stranger's title in a script",
      job("on: issues", "      - run: echo ${{ github.event.issue.title }}"),
      "workflow.untrusted-interpolation=build / step 1: github.event.issue.title",
    ],
    [
      "a stranger's branch in a script",
      job("on: pull_request", "      - run: git log ${{ github.head_ref }}"),
      "workflow.untrusted-interpolation=build / step 1: github.head_ref",
    ],
    [
      "a stranger's code checked out",
      job(
        "on: pull_request_target",
        "      - uses: actions/checkout@v4\n        with: { ref: '${{ github.event.pull_request.head.sha }}' }",
      ),
      "workflow.untrusted-checkout=build: ${{ github.event.pull_request.head.sha }}",
    ],
    [
      "a stranger's code checked out by hand",
      job("on: issue_comment", "      - run: gh pr checkout 1"),
      "workflow.untrusted-checkout=build / step 1",
    ],
    [
      "an own machine",
      "on: pull_request\njobs:\n  a:\n    runs-on: [self-hosted, linux]\n    steps: [{ run: x }]\n",
      "workflow.self-hosted=a on pull_request",
    ],
    [
      "a step that may fail",
      job("on: push", `${step}\n        continue-on-error: true`),
      "workflow.continue-on-error=build / step 1",
    ],
    [
      "a step that is switched off",
      job("on: push", `${step}\n        if: \${{ false }}`),
      "workflow.never-runs=build / step 1",
    ],
    [
      "a token that is not kept",
      job(
        "on: push",
        "      - uses: actions/checkout@v4\n        with: { persist-credentials: false }",
      ),
      "workflow.persist-credentials-off=build",
    ],
    [
      "commands by output",
      job("on: push", `${step}\n        env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: 'true' }`),
      "workflow.unsecure-commands=build / step 1",
    ],
  ];
  it.each(cases)("name %s", (_, text, expected) => {
    expect(settings(path, text)).toContain(expected);
  });
  it("do not name what a repository's own people wrote", () => {
    const text = job(
      "on: pull_request",
      "      - uses: actions/checkout@v4\n        with: { ref: '${{ github.event.pull_request.head.sha }}' }\n      - run: echo ${{ github.sha }} ${{ github.event.pull_request.number }} ${{ matrix.node }}\n        env: { T: '${{ github.event.issue.title }}' }",
    );
    expect(settings(path, text)).toEqual(["workflow.trigger=pull_request"]);
  });
});

describe("what a workflow lets in", () => {
  it("is every action and image by name and version", () => {
    const text = job(
      "on: push",
      "      - uses: actions/checkout@v4\n      - uses: o/r/sub@0123\n      - uses: docker://alpine:3.20\n      - uses: ./local",
      "    container: node:20\n    services: { db: { image: 'postgres@sha256:aa' } }\n",
    );
    expect(references(path, text)).toEqual([
      "image node 20",
      "image postgres sha256:aa",
      "action actions/checkout v4",
      "action o/r/sub 0123",
      "image alpine 3.20",
    ]);
    expect(edges(path, text)).toEqual(["ci local/action.yml", "ci local/action.yaml"]);
  });
  it("is a local workflow with its secrets", () => {
    const text =
      "on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    secrets: { T: '${{ secrets.T }}' }\n";
    expect(edges(path, text)).toEqual(["ci-secrets .github/workflows/b.yml"]);
  });
});

describe("an action", () => {
  it("has its steps as code that runs when something uses it", () => {
    const text =
      "runs:\n  using: composite\n  steps:\n    - run: ./a.sh ${{ inputs.x }}\n      shell: bash\n";
    expect(codes("x/action.yml", text)).toEqual(["- action / step 1: ./a.sh ${x}"]);
  });
  it("passes what makes it run on to each step, like a workflow that others call", () => {
    const text = "runs:\n  using: composite\n  steps: [{ run: a }, { run: b }]\n";
    expect(edges("x/action.yml", text)).toEqual([
      "- unit:action / step 1",
      "- unit:action / step 2",
    ]);
    expect(edges(path, job("on: workflow_call", step))).toEqual(["- unit:build / step 1"]);
  });
  it("leads to its program", () => {
    expect(
      edges("x/action.yml", "runs:\n  using: node20\n  main: dist/a.js\n  post: dist/b.js\n"),
    ).toEqual(["- x/dist/a.js", "- x/dist/b.js"]);
  });
});
