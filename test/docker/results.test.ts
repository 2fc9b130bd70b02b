import { beforeAll, describe, expect, it } from "vitest";
import { testCommand } from "../../src/model/test-command.ts";
import type { SandboxRun } from "../../src/model/sandbox-run.ts";
import type { Sandbox } from "../../src/ports.ts";
import type { ImageSettings } from "../../src/sandbox/images/image-settings.ts";
import { PREPARE_MS, prepareSandbox, runTrial, type Trial } from "./prepared.ts";

let sandbox: Sandbox;
let settings: ImageSettings;
beforeAll(async () => {
  ({ sandbox, settings } = await prepareSandbox());
}, PREPARE_MS);

const JUNIT = { format: "junit" as const, files: ["/tmp/report.xml"] };

/** Runs a project as its runner would. */
async function runProject(runner: string, files: Record<string, string>): Promise<SandboxRun> {
  const known = settings.runners.find(({ name }) => name === runner);
  if (known === undefined) throw new Error(`there is no runner ${runner}`);
  const { command, report } = testCommand(known, Object.keys(files));
  return runTrial(sandbox, { runner, command, files, ...(report && { report }) });
}

function runReport(script: string, over: Partial<Trial> = {}): Promise<SandboxRun> {
  return runTrial(sandbox, { command: ["sh", "-c", script], report: JUNIT, ...over });
}

describe("the tests of a runner", { timeout: 120_000 }, () => {
  it("are counted for Go, whose events are shown as text", async () => {
    const run = await runProject("go", {
      "go.mod": "module example.invalid/sum\n\ngo 1.23\n",
      "sum_test.go": `package sum
import "testing"
func TestAdds(t *testing.T) {}
func TestBreaks(t *testing.T) { t.Error("broken on purpose") }
`,
    });
    expect(run).toMatchObject({ outcome: "failed", tests: { passed: 1, failed: 1, skipped: 0 } });
    expect(run.tests?.failures[0]?.name).toBe("example.invalid/sum TestBreaks");
    expect(run.log.tail).toContain("broken on purpose");
    expect(run.log.tail).not.toContain('"Action"');
  });

  it("are counted for a shell's", async () => {
    const run = await runProject("shell", {
      "tests/a.bats": '@test "adds" { true; }\n@test "breaks" { false; }\n',
    });
    expect(run).toMatchObject({ outcome: "failed", tests: { passed: 1, failed: 1 } });
    expect(run.tests?.failures[0]?.name).toBe("breaks");
  });

  it("are counted from a report file, with paths that the commit has", async () => {
    const run = await runTrial(sandbox, {
      command: [
        "python3",
        "-m",
        "pytest",
        "-o",
        "junit_family=xunit1",
        "--junit-xml=/tmp/report.xml",
      ],
      files: { "tests/test_a.py": "def test_a(): pass\n\ndef test_b(): assert False\n" },
      report: JUNIT,
    });
    expect(run).toMatchObject({ outcome: "failed", tests: { passed: 1, failed: 1 } });
    expect(run.tests?.failures).toEqual([
      { name: "tests.test_a test_b", path: "tests/test_a.py", line: 2 },
    ]);
    expect(run.log.tail).toContain("1 failed, 1 passed");
    expect(run.log.tail).not.toContain("<testcase");
  });
});

describe("a report that was made to mislead", () => {
  const forged = `<testcase name="x" file="/etc/passwd" line="1"><failure/></testcase>`;

  it("names no file that is not the commit's", async () => {
    const run = await runReport(`echo '${forged}' >/tmp/report.xml`);
    expect(run).toMatchObject({ outcome: "passed", tests: { failed: 1 } });
    expect(run.tests?.failures[0]).toEqual({ name: "x", path: null, line: null });
  });

  it.each([
    ["exits with another code", "exit 3", "The command exited 3."],
    ["kills the process that reports", "kill -9 $PPID; exit 0", "The command exited 137."],
  ])("changes nothing of how a command ends that %s", async (_, script, reason) => {
    expect(await runReport(script)).toMatchObject({ outcome: "failed", reason });
  });

  it.each([
    ["a link to another file", "ln -s /etc/passwd /tmp/report.xml"],
    ["a pipe that nobody writes to", "mkfifo /tmp/report.xml"],
    ["a folder", "mkdir /tmp/report.xml"],
  ])("is not read when it is %s", async (_, script) => {
    const run = await runReport(script, { limits: { wallSeconds: 20 } });
    expect(run).toMatchObject({ outcome: "passed", tests: null });
  });

  it("is cut where it is larger than what is read", async () => {
    const run = await runReport(
      `yes '<testcase name="x"/>' | head -c 20000000 >/tmp/report.xml; echo done`,
    );
    expect(run).toMatchObject({ outcome: "passed", log: { tail: "done\n" } });
    expect(run.tests?.passed).toBeLessThan(250_000);
    expect(run.tests?.passed).toBeGreaterThan(150_000);
  });

  it("ends a run that pretends its output to be a report without end", async () => {
    const script = `marker=$(tr '\\0' '\\n' </proc/$PPID/cmdline | grep -e -files$)
printf '\\n%s\\n' "$marker"; exec yes`;
    expect(await runReport(script)).toMatchObject({ outcome: "output-limit" });
  });
});
