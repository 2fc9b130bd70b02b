import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDRESSES, HEAD, openDashboard, TOKEN } from "./dashboard-setting.ts";

/** Nothing that this browser does by itself leaves the machine. */
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
/** Where pictures go for whoever wants to look at them. */
const PICTURES = process.env["DASHBOARD_PICTURES"];

describe("the dashboard in a browser without scripts", () => {
  const profile = mkdtempSync(join(tmpdir(), "gatehouse-chromium-"));
  let at: Awaited<ReturnType<typeof openDashboard>>;
  let browser: BrowserContext;
  let page: Page;
  const elsewhere: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    at = await openDashboard();
    browser = await chromium.launchPersistentContext(profile, {
      ...{ executablePath: "/usr/bin/chromium", args: FLAGS, javaScriptEnabled: false },
      viewport: { width: 1100, height: 800 },
    });
    page = await browser.newPage();
    page.on("request", (request) => {
      if (!request.url().startsWith(at.url)) elsewhere.push(request.url());
    });
    page.on("console", (message) => complaints.push(message.text()));
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await at.close();
    rmSync(profile, { recursive: true, force: true });
  });

  test("is signed in to and walked through by keyboard alone", async () => {
    await page.goto(at.url);
    await page.getByLabel("The operator's token").focus();
    await page.keyboard.type(TOKEN);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    await page.keyboard.press("Tab");
    await expectFocus("Skip to the content");
    for (const name of ["Overview", "Queue", "Reviews"]) {
      await page.keyboard.press("Tab");
      await expectFocus(name);
    }
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Reviews", level: 1 }).waitFor();
    await page.getByRole("link", { name: "#3" }).press("Enter");
    await page.getByRole("heading", { name: "Review of #3" }).waitFor();
  }, 60_000);

  async function expectFocus(name: string): Promise<void> {
    expect(await page.locator("*:focus").textContent()).toBe(name);
  }

  test("says its structure to a screen reader, on every page", async () => {
    for (const path of ADDRESSES) {
      await page.goto(`${at.url}${path}`);
      expect(await page.getByRole("heading", { level: 1 }).count(), path).toBe(1);
      expect(await page.getByRole("main").count(), path).toBe(1);
      const navigation = page.getByRole("navigation", { name: "Pages" });
      expect(await navigation.getByRole("link").count()).toBe(8);
      expect(await navigation.locator("[aria-current=page]").count(), path).toBe(1);
      for (const region of await page.locator("table").all()) {
        expect(await region.locator("caption").count(), path).toBe(1);
        expect(await region.locator("th[scope=col]").count(), path).toBeGreaterThan(0);
      }
    }
    await page.goto(`${at.url}/runs/run-1`);
    expect(await page.getByRole("img", { name: /Memory, at most/ }).count()).toBe(1);
    await page.getByText("The same as a table").click();
    expect(await page.getByRole("table", { name: "Resources over time" }).isVisible()).toBe(true);
  }, 120_000);

  test("runs nothing of what others wrote, and loads nothing from elsewhere", async () => {
    for (const path of ADDRESSES) {
      await page.goto(`${at.url}${path}`);
      expect(await page.title()).toMatch(/ · Gatehouse$/);
      expect(await page.locator("script, img, iframe").count(), path).toBe(0);
    }
    expect([elsewhere, complaints]).toEqual([[], []]);
  }, 60_000);

  test.each(["light", "dark"] as const)(
    "can be read in the %s",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const path of ["/", `/reviews/12/3/${HEAD}`, "/runs/run-1", "/audit"]) {
        await page.goto(`${at.url}${path}`);
        for (const selector of ["h1", "td", "th", ".badge", ".quiet", "nav a", "p"]) {
          for (const element of await page.locator(selector).all()) {
            expect(contrast(await coloursOf(element)), `${path} ${selector}`).toBeGreaterThan(4.5);
          }
        }
        if (PICTURES === undefined) continue;
        const name = `${colorScheme}-${path.replaceAll("/", "_")}.png`;
        await page.screenshot({ path: join(PICTURES, name), fullPage: true });
      }
    },
    120_000,
  );

  test("does not run out of a narrow window", async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    for (const path of ADDRESSES) {
      await page.goto(`${at.url}${path}`);
      const box = await page.locator("main").boundingBox();
      expect(box?.width, path).toBeLessThanOrEqual(360);
    }
  }, 60_000);
});

/** As much of a page's own words as is used; this project's types do not know them. */
interface Element {
  parentElement: Element | null;
}
interface Window {
  getComputedStyle: (of: Element) => { color: string; backgroundColor: string };
}

/** The colour of a text, and that of the ground which is under it. */
async function coloursOf(element: ReturnType<Page["locator"]>): Promise<string[]> {
  return element.evaluate((node: unknown) => {
    // It runs in the page, where both are what they are taken for.
    const { getComputedStyle } = globalThis as unknown as Window;
    const text = node as Element;
    const ground = (one: Element) => getComputedStyle(one).backgroundColor;
    let under: Element | null = text;
    while (under !== null && ground(under) === "rgba(0, 0, 0, 0)") under = under.parentElement;
    return [getComputedStyle(text).color, under === null ? "rgb(255, 255, 255)" : ground(under)];
  });
}

/** WCAG 2.2's contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
function contrast([text = "", ground = ""]: string[]): number {
  const [a, b] = [luminance(text), luminance(ground)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
