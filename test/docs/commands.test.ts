import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.ts";
import vitestConfig from "../../vitest.config.ts";
import { ROOT } from "../architecture/sources.ts";
import { libraryFiles } from "../demo/library-files.ts";
import { ATTACK, HONEST, type Proposal } from "../demo/pull-requests.ts";
import { commit, createBareRepository } from "../stand-in/git.ts";
import { type Page, pageAt, pages } from "./pages.ts";

/** Commands for a computer of which we have none here; docs/unverified.md names them. */
const OUTSIDE =
  /^(?:git clone https:\/\/github\.com\/gatehouse\/gatehouse|curl|\s+https:\/\/api\.)/;
/** What a page asks of the machine itself. */
const OF_THE_SYSTEM = /^(?:cd gatehouse|openssl rand -hex 32)$/;

/** Every command that a page shows: lines of shell blocks, and commands within sentences. */
function commandsOf({ blocks, spans }: Page): string[] {
  const shown = blocks
    .filter(({ lang, value }) => lang === "sh" || (!lang && /^(?:script\/|gatehouse )/.test(value)))
    .flatMap(({ value }) => value.split("\n"));
  const said = spans.filter((span) =>
    /^(?:script\/\w+|(?:bin\/)?gatehouse [a-z-]|npx )/.test(span),
  );
  return [...shown, ...said].map((line) => line.replace(/\s+#.*$/, "").trimEnd());
}

/** Why a command that a page shows is not right, or null. */
function wrongWith(line: string): string | null {
  if (line === "" || OUTSIDE.test(line) || OF_THE_SYSTEM.test(line)) return null;
  const [program = "", ...words] = line.replace(/^[A-Z_]+=\S+ /, "").split(" ");
  if (program === "npx") return npxProblem(words);
  if (program === "npm") return npmProblem(words);
  if (program.startsWith("script/")) return scriptProblem(program, words);
  if (/^(?:bin\/)?gatehouse$/.test(program)) return gatehouseProblem(words);
  return "nobody checks such a command";
}

function npxProblem([tool = "", ...words]: string[]): string | null {
  if (!existsSync(join(ROOT, "node_modules/.bin", tool))) return "there is no such tool";
  const projects = vitestConfig.test?.projects?.map((one) =>
    typeof one === "object" && "test" in one ? one.test?.name : null,
  );
  const named = words.filter((_, i) => words[i - 1] === "--project");
  if (named.some((name) => !projects?.includes(name))) return "there is no such project";
  const paths = words.filter((word) => /^[a-z]+\//.test(word) && !word.includes("<"));
  return paths.every((path) => existsSync(join(ROOT, path))) ? null : "there is no such path";
}

/** `npm run NAME -- --option …`: the verb is there, and its script knows the options. */
function npmProblem([run = "", name = "", ...words]: string[]): string | null {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    // The project's own manifest has this shape.
    scripts: Record<string, string>;
  };
  const command = run === "run" ? scripts[name] : undefined;
  if (command === undefined) return "there is no such verb of npm";
  const script = command.split(" ").find((word) => word.startsWith("script/"));
  const options = words.filter((word) => /^--./.test(word));
  return script === undefined ? null : scriptProblem(script, options);
}

function scriptProblem(program: string, words: string[]): string | null {
  if (!existsSync(join(ROOT, program))) return "there is no such script";
  const text = execFileSync("cat", [join(ROOT, program)], { encoding: "utf8" });
  return words.every((word) => !word.startsWith("--") || text.includes(word))
    ? null
    : "it has no such option";
}

function gatehouseProblem([name = "", ...words]: string[]): string | null {
  if (name.startsWith("--")) return null;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) return "there is no such command";
  const usage = command.usage.split(/[\s|[\]]+/);
  const [verb = ""] = words;
  const verbs = new Set(usage.slice(1).filter((word) => /^[a-z]+$/.test(word)));
  if (/^[a-z]+$/.test(verb) && !verbs.has(verb)) return "it has no such verb";
  const options = words.filter((word) => word.startsWith("--"));
  return options.every((option) => usage.includes(option)) ? null : "it has no such option";
}

test("every command that a page shows is there, with its options", () => {
  const wrong = pages().flatMap((page) =>
    commandsOf(page).flatMap((line) => {
      const problem = wrongWith(line);
      return problem === null ? [] : [`${page.path}: ${line}: ${problem}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test("what the README shows for one's own clone does what it says", async () => {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-readme-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const origin = join(folder, "origin.git");
  await createBareRepository(origin, "main");
  await commit(origin, { branch: "main", message: "First\n", files: libraryFiles() });
  const clone = join(folder, "your-clone");
  execFileSync("git", ["clone", "--quiet", origin, clone]);
  // Only a name moves: nothing of a proposal is checked out.
  const moveTo = async ({ branch, files }: Proposal) => {
    await commit(origin, { branch, message: "Fix\n", files, parent: "main" });
    execFileSync("git", ["-C", clone, "fetch", "--quiet"]);
    execFileSync("git", ["-C", clone, "update-ref", `refs/heads/${branch}`, `origin/${branch}`]);
    execFileSync("git", ["-C", clone, "symbolic-ref", "HEAD", `refs/heads/${branch}`]);
  };
  const readme = commandsOf(pageAt("README.md"));
  const shown = readme.filter((line) => line.includes("--repo ../your-clone"));
  expect(shown).toHaveLength(2);
  const run = (line: string) => {
    const [, ...args] = line.split(" ");
    const cwd = join(folder, "gatehouse");
    return spawnSync(join(ROOT, "bin/gatehouse"), args, { encoding: "utf8", cwd });
  };
  mkdirSync(join(folder, "gatehouse"));
  const [review = "", preview = ""] = shown;
  await moveTo(HONEST);
  const clean = run(review);
  expect([clean.status, clean.stdout]).toEqual([0, expect.stringMatching(/^clean\n/)]);
  await moveTo(ATTACK);
  const malicious = run(review);
  expect([malicious.status, malicious.stdout]).toEqual([1, expect.stringMatching(/^malicious\n/)]);
  expect(run(preview).status).toBe(0);
});

test("script/demo says its options, and refuses others", () => {
  const help = spawnSync(join(ROOT, "script/demo"), ["--help"], { encoding: "utf8" });
  expect(help.status).toBe(0);
  for (const option of ["--keep", "--review-only"]) expect(help.stdout).toContain(option);
  expect(spawnSync(join(ROOT, "script/demo"), ["--everything"]).status).toBe(2);
});
