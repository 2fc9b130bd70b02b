import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ATTACK } from "../test/demo/pull-requests.ts";
import { openSetting } from "../test/demo/setting.ts";

const ROOT = join(import.meta.dirname, "..");
const PICTURE = process.argv[2] ?? join(ROOT, "docs/images/review-check.png");

/** Nothing that this browser does by itself leaves the machine. */
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

async function photograph(url: string): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), "gatehouse-chromium-"));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    args: FLAGS,
    viewport: { width: 1280, height: 900 },
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const bottom = await page.locator(".note-box").last().boundingBox();
    const height = Math.ceil((bottom?.y ?? 0) + (bottom?.height ?? 900)) + 24;
    await page.screenshot({
      path: PICTURE,
      fullPage: true,
      clip: { x: 0, y: 0, width: 1280, height },
    });
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

mkdirSync(join(ROOT, "docs/images"), { recursive: true });
const setting = await openSetting({ under: join(ROOT, "var/demo"), sandbox: true });
try {
  const pull = await setting.propose(ATTACK);
  await setting.standIn.waitForCheckRun(pull.headSha, "Gatehouse / review");
  await photograph(setting.pageOf(pull));
  console.log(`wrote ${PICTURE}`);
} finally {
  await setting.close();
}
