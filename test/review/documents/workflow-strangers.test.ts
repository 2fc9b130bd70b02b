import { describe, expect, it } from "vitest";
import { settings } from "./read.ts";

const HEAD = "          ref: ${{ github.event.pull_request.head.sha }}";

/** A job that checks out whoever's code and builds it, with one thing told of it. */
function workflow({ on = "pull_request_target", job = "", before = "", run = "npm ci" }): string {
  const checkout = `      - uses: actions/checkout@v4\n        with:\n${HEAD}\n`;
  return `on: ${on}\njobs:\n  build:\n    runs-on: x\n${job}    steps:\n${before}${checkout}      - run: ${run}\n`;
}

function said(text: string): string[] {
  const found = settings(".github/workflows/a.yml", text);
  return found.filter((setting) => setting.startsWith("workflow.runs-strangers-code"));
}

describe("a stranger's code where secrets are in reach", () => {
  it.each(["npm ci", "make test", "./build.sh", "pip install -e .", "cargo test"])(
    "is run by %s",
    (run) => {
      expect(said(workflow({ run }))).toEqual([`workflow.runs-strangers-code=build: ${run}`]);
    },
  );

  it.each([
    ["strangers get no secrets", { on: "pull_request" }],
    ["somebody looked at it", { job: "    if: github.event.label.name == 'safe to test'\n" }],
    [
      "the author is known",
      { job: "    if: github.event.pull_request.author_association == 'MEMBER'\n" },
    ],
    [
      "a step asks first",
      { before: "      - uses: actions-cool/check-user-permission@v2\n        with: {}\n" },
    ],
    [
      "another job asks first",
      { job: "    needs: ask\n    if: needs.ask.outputs.allowed == 'true'\n" },
    ],
    ["nothing of it runs", { run: "wc -c docs/*.md" }],
  ])("is not said to run where %s", (_, given) => {
    expect(said(workflow(given))).toEqual([]);
  });

  it.each([
    ["an environment", { job: "    environment: approved\n" }],
    ["another job", { job: "    needs: authorize\n" }],
    ["a step", { before: "      - name: Ask for permission\n        run: echo trusted\n" }],
    ["a condition", { job: "    if: env.TRUSTED != 'label'\n" }],
  ])("is said to run where only the name of %s sounds as if somebody was asked", (_, given) => {
    expect(said(workflow(given))).toEqual(["workflow.runs-strangers-code=build: npm ci"]);
  });
});
