import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CheckRun, PullRequest } from "../stand-in/state.ts";
import { type RunningApp, startApp } from "./app.ts";
import { HOSTILE, hostileChecks, MARK } from "./hostile-words.ts";
import { project, REVIEW, SETUP } from "./repositories.ts";

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const RULES = "https://rules.example.invalid/rules";
/** A path may hold what a title may, but for the slashes of an address. */
const SCRIPT = `scripts/${MARK} @octocat #1 [x](bad) <img src=x> **b** \`c\`.js`;

/** A pull request in which everything that its author may choose is hostile. */
async function openHostile(app: RunningApp): Promise<PullRequest> {
  const { base, fork } = await project(app);
  return app.standIn.openPullRequest({
    ...{ author: fork.owner.login, base, head: fork, branch: `fix/${MARK}@octocat#1` },
    ...{ title: HOSTILE.replaceAll("\n", " "), body: HOSTILE, message: HOSTILE },
    commitAuthor: `${MARK} @octocat`,
    files: {
      "package.json": JSON.stringify({
        name: `${MARK}@octocat`,
        scripts: { test: "node --test", postinstall: `node '${SCRIPT}'` },
      }),
      [SCRIPT]: SETUP.replaceAll("collect.example", `${MARK.toLowerCase()}.example`),
      ".github/gatehouse.yml": `version: 1\n${JSON.stringify(HOSTILE)}: 1\n`,
    },
  });
}

describe("what others wrote, on GitHub's page of a check in a real browser", () => {
  const profile = mkdtempSync(join(tmpdir(), "gatehouse-hostile-"));
  let app: RunningApp;
  let browser: BrowserContext;
  let page: Page;
  let pull: PullRequest;
  const elsewhere: string[] = [];

  beforeAll(async () => {
    app = await startApp({ environment: { GATEHOUSE_RULES_URL: RULES } });
    browser = await chromium.launchPersistentContext(profile, {
      ...{ executablePath: "/usr/bin/chromium", args: FLAGS, javaScriptEnabled: false },
    });
    page = await browser.newPage();
    page.on("request", (request) => {
      if (!request.url().startsWith(app.standIn.url)) elsewhere.push(request.url());
    });
    pull = await openHostile(app);
    await app.standIn.comment(pull, HOSTILE, { by: "stranger" });
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
    rmSync(profile, { recursive: true, force: true });
  });

  function home(): string {
    return `${app.standIn.url}/${pull.base.owner.login}/${pull.base.name}`;
  }

  async function open(run: CheckRun): Promise<void> {
    await page.goto(`${home()}/pull/${pull.number}/checks?run=${run.id}`);
  }

  /** What is live in the texts of a check, besides what Gatehouse itself means to say. */
  async function live(): Promise<string[]> {
    const found: string[] = await page.locator(".run").evaluate(liveIn, MARK);
    const own = [RULES, "https://gatehouse.example/", "https://github.com/gatehouse/gatehouse/"];
    const allowed = [...own, `${home()}/blob/${pull.headSha}/`, `${home()}/blob/0123456789abcdef`];
    return found.filter((one) => !allowed.some((start) => one.startsWith(`a ${start}`)));
  }

  test("is live where the page shows what it would be, so that this can be seen", async () => {
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    await open(run);
    const own: string[] = await page.locator(".comments").first().evaluate(liveIn, MARK);
    for (const start of ["a https://bad", "img ", "loose", "a http://127.0.0.1"]) {
      expect(
        own.some((one) => one.startsWith(start)),
        start,
      ).toBe(true);
    }
  }, 120_000);

  test("is text in the review of a hostile pull request, links to its rules and lines aside", async () => {
    const run = await app.standIn.waitForCheckRun(pull.headSha, REVIEW);
    expect(run.conclusion).toBe("failure");
    expect(JSON.stringify(run.annotations)).toContain(MARK);
    await open(run);
    expect(await live()).toEqual([]);
    const links = page.locator(`.run a[href="${RULES}/credentials/read-and-send"]`);
    expect(await links.count()).toBeGreaterThan(0);
  }, 120_000);

  test("is text in every kind of check, from test names to the end of a log", async () => {
    const shown = hostileChecks(home());
    for (const [name, content] of shown) {
      const [first] = app.standIn.checkRuns(pull.headSha);
      if (first === undefined) throw new Error("there is no check run to stand in for");
      const { title, summary, text } = content;
      Object.assign(first, {
        name,
        title,
        summary,
        text,
        annotations: content.annotations.map((one) => ({
          ...{ path: one.path, start_line: 1, end_line: 1, annotation_level: one.level },
          ...{ title: one.title, message: one.message, raw_details: one.rawDetails ?? undefined },
        })),
      });
      await open(first);
      expect(await page.locator(".run").textContent(), name).toContain(MARK);
      expect(await live(), title).toEqual([]);
    }
    expect(elsewhere.filter((url) => !url.startsWith("https://bad."))).toEqual([]);
  }, 120_000);
});

/** As much of a page's own words as is used; this project's types do not know them. */
interface PageNode {
  tagName: string;
  href?: string;
  src?: string;
  textContent: string | null;
  closest: (selector: string) => PageNode | null;
  querySelectorAll: (selector: string) => Iterable<PageNode>;
}

/**
 * Runs in the page: every link and picture, every element that may not be there, and every
 * text with the mark that stands neither in code nor in a plain field.
 */
function liveIn(root: unknown, mark: string): string[] {
  const top = root as PageNode; // it runs in the page, where this is what it is taken for
  const found: string[] = [];
  for (const one of top.querySelectorAll("a")) found.push(`a ${one.href ?? ""}`);
  for (const one of top.querySelectorAll("img")) found.push(`img ${one.src ?? ""}`);
  const never = ".md :is(script, iframe, object, kbd, sub, sup, details, blockquote, input)";
  for (const one of top.querySelectorAll(never)) found.push(one.tagName);
  for (const one of top.querySelectorAll(".what *, .text .message *, .text b *"))
    found.push(one.tagName);
  const holders = ".md :is(p, li, h1, h2, h3, h4, td, th, strong, em)";
  for (const one of top.querySelectorAll(holders)) {
    const whole = one.textContent ?? "";
    const inCode = [...one.querySelectorAll("code")].map((code) => code.textContent ?? "").join("");
    if (whole.split(mark).length !== inCode.split(mark).length) found.push(`loose ${whole}`);
  }
  return found;
}
