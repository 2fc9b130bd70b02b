import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REPORT_FORMATS, type RunnerData } from "../../src/model/runner.ts";
import { OUTCOMES } from "../../src/model/outcome.ts";
import { LIMITS, type LimitData } from "../../src/sandbox/limits.ts";
import { readImagesLock, readRecipe } from "../../src/sandbox/images/recipe.ts";
import { loadRunners, RUNNERS } from "../../src/sandbox/runners.ts";

const root = join(import.meta.dirname, "..", "..");
const imagesDir = join(root, "images");
const page = readFileSync(join(root, "docs", "sandbox.md"), "utf8").replace(/ +/g, " ");

describe("docs/sandbox.md", () => {
  it("shows the table of limits as it is", () => {
    const rows = Object.entries(LIMITS).map(([name, limit]) => {
      const amounts = [limit.standard, limit.most].map((amount) => inWords(amount, limit));
      return `| \`${name}\` | ${amounts.join(" | ")} | ${limit.about} |`;
    });
    expect(
      page.split("\n").filter((line) => /^\| `\w+(Bytes|Inodes|Files|Seconds|s)` \|/.test(line)),
    ).toEqual(rows);
  });

  it("says of every outcome what it means", () => {
    for (const outcome of OUTCOMES) expect(page).toContain(`| \`${outcome}\` |`);
  });

  it("shows every runner as it is", async () => {
    const rows = (await loadRunners(imagesDir)).map(rowOf);
    for (const row of rows) expect(page).toContain(`${row}\n`);
    expect(page.match(/^\| `[a-z]+` \| (?:yes|no) \|/gm)).toHaveLength(rows.length);
  });

  it("says of every form of report where it is read from", () => {
    for (const format of REPORT_FORMATS) expect(page).toContain(`\n| \`${format}\` | `);
  });

  it("names only files that are there", () => {
    for (const [, path = ""] of page.matchAll(/`((?:src|script|images)\/[\w./-]+\w)`/g)) {
      expect(() => readFileSync(join(root, path)), path).not.toThrow();
    }
  });
});

describe("the table of runners", () => {
  it("has exactly the folders that have a runner", async () => {
    const folders = readdirSync(imagesDir, { withFileTypes: true })
      .filter(
        (entry) => entry.isDirectory() && existsSync(join(imagesDir, entry.name, "runner.yml")),
      )
      .map(({ name }) => name);
    expect([...RUNNERS].sort()).toEqual(folders.sort());
    expect((await loadRunners(imagesDir)).map(({ name }) => name)).toEqual(RUNNERS);
  });

  it("has a recipe for each, made from the base, of packages that are pinned", async () => {
    const lock = await readImagesLock(imagesDir);
    expect((await readRecipe(imagesDir, "base")).from).toBe("debian");
    for (const name of RUNNERS) {
      const recipe = await readRecipe(imagesDir, name);
      expect(recipe.from).toBe("base");
      for (const wanted of recipe.npm) expect(lock.npm).toHaveProperty(wanted.package);
    }
  });

  it("lets no runner take a variable that our own processes would obey", async () => {
    for (const { environment = {} } of await loadRunners(imagesDir)) {
      for (const name of ["PATH", "HOME", "LD_PRELOAD", "LD_LIBRARY_PATH", "BASH_ENV", "ENV"]) {
        expect(environment).not.toHaveProperty(name);
      }
    }
  });
});

function rowOf({ name, standard, recognise, ...runner }: RunnerData): string {
  const weak = (recognise.weak ?? []).map((file) => `(\`${file}\`)`);
  const files = [...recognise.files.map((file) => `\`${file}\``), ...weak];
  const commands = [...(runner.commands ?? []), runner];
  const shown = commands.map(({ command }) => `\`${shownCommand(command)}\``);
  const reports = commands.map(({ report }) => `\`${report?.format}\``);
  const cells = [
    ...[`\`${name}\``, standard === true ? "yes" : "no"],
    files.join(", ") || "nothing",
    [...new Set(shown)].join(", "),
    [...new Set(reports)].filter((one) => one !== "`undefined`").join(", "),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What a shell is given stands there by its first command alone. */
function shownCommand(command: readonly string[]): string {
  const words = command[1] === "-c" ? [`${command.at(-1)?.split(" && ")[0]} …`] : command;
  return words.join(" ").split(" -e ", 1)[0] ?? "";
}

function inWords(amount: number, { unit }: LimitData): string {
  if (unit !== "bytes") return `${amount} ${unit}`;
  return amount >= 1024 ** 3 ? `${amount / 1024 ** 3} GiB` : `${amount / 1024 ** 2} MiB`;
}
