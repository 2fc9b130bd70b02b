import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PullRequest } from "../stand-in/state.ts";
import { type RunningApp, startApp } from "./app.ts";
import { ATTACK, openFromFork, project, REVIEW } from "./repositories.ts";

const CLIENT = { clientId: "Iv23liTestClient", clientSecret: randomBytes(20).toString("hex") };
const DASHBOARD = "http://127.0.0.1:9";
const CALLBACK = `${DASHBOARD}/sign-in/github/callback`;

describe("people who sign in to the dashboard with GitHub", () => {
  let app: RunningApp;
  let own: PullRequest;
  let others: PullRequest;
  beforeAll(async () => {
    app = await startApp({
      environment: {
        ...{ GATEHOUSE_ADMIN_PORT: "0", GATEHOUSE_ADMIN_TOKEN: randomBytes(32).toString("hex") },
        ...{ GATEHOUSE_DASHBOARD_URL: DASHBOARD, GATEHOUSE_GITHUB_CLIENT_ID: CLIENT.clientId },
        GATEHOUSE_GITHUB_CLIENT_SECRET: CLIENT.clientSecret,
      },
    });
    const [mine, theirs] = [await project(app), await project(app)];
    app.standIn.setPermission(mine.base, "alice", "write");
    app.standIn.setPermission(theirs.base, "alice", "read");
    own = await openFromFork(app, mine, ATTACK);
    others = await openFromFork(app, theirs, ATTACK);
    for (const { headSha } of [own, others]) await app.standIn.waitForCheckRun(headSha, REVIEW);
  }, 120_000);
  afterAll(() => app.close());

  const get = (path: string, cookie = "") =>
    fetch(`${app.adminUrl}${path}`, { redirect: "manual", headers: { cookie } });
  const valueOf = (response: Response) =>
    (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";

  /** Leaves for GitHub as a browser does; answers where GitHub sends it back to, and its cookie. */
  async function leave(login: string): Promise<{ path: string; cookie: string }> {
    app.standIn.webFlow = { ...CLIENT, callbackUrl: CALLBACK, login };
    const left = await get("/sign-in/github");
    const back = await fetch(left.headers.get("location") ?? "", { redirect: "manual" });
    const location = back.headers.get("location") ?? "";
    expect(location.startsWith(`${CALLBACK}?`)).toBe(true);
    return { path: location.slice(DASHBOARD.length), cookie: valueOf(left) };
  }

  async function signIn(login: string): Promise<string> {
    const { path, cookie } = await leave(login);
    const arrived = await get(path, cookie);
    expect(arrived.status).toBe(200);
    return valueOf(arrived);
  }

  const pageOf = ({ base, number, headSha }: PullRequest) =>
    `/reviews/${base.id}/${number}/${headSha}`;

  test("see reviews of what they may write to, and neither others nor the operator's pages", async () => {
    const cookie = await signIn("alice");
    const list = await (await get("/reviews", cookie)).text();
    expect(list).toContain(pageOf(own));
    expect(list).not.toContain(others.base.owner.login);
    const page = await get(pageOf(own), cookie);
    expect([page.status, (await page.text()).includes("~/.npmrc")]).toEqual([200, true]);
    // What is not theirs is answered as what is not there.
    const [hidden, none] = [pageOf(others), `/reviews/1/1/${"0".repeat(40)}`];
    const answers = [await get(hidden, cookie), await get(none, cookie)];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    for (const path of ["/queue", "/rules", "/workers", "/policies", "/audit", "/runs/x"]) {
      expect((await get(path, cookie)).status, path).toBe(404);
    }
    const navigation = list.slice(list.indexOf("<nav"), list.indexOf("</nav"));
    expect([...navigation.matchAll(/href="([^"]*)"/g)].map(([, to]) => to)).toEqual([
      ...["/reviews", "/runs"],
    ]);
    const record = app.audit().findLast(({ detail }) => detail["event"] === "signed-in");
    expect(record?.detail["login"]).toBe("alice");
  });

  test("see no more from when they may not write any more", async () => {
    const cookie = await signIn("bob");
    expect((await get(pageOf(own), cookie)).status).toBe(404);
    app.standIn.setPermission(own.base, "carol", "write");
    const carol = await signIn("carol");
    expect((await get(pageOf(own), carol)).status).toBe(200);
    app.standIn.setPermission(own.base, "carol", "read");
    await expect
      .poll(async () => (await get(pageOf(own), carol)).status, { timeout: 60_000, interval: 2000 })
      .toBe(404);
  }, 90_000);

  test("are signed in by nothing but their own way back, once", async () => {
    const mallory = await leave("mallory");
    // A link that signs the victim in as somebody else, without a cookie and with another's.
    expect((await get(mallory.path)).status).toBe(403);
    const victim = await leave("alice");
    const crossed = await get(mallory.path, victim.cookie);
    expect([crossed.status, crossed.headers.get("set-cookie")]).toEqual([403, null]);
    const forged = victim.path.replace(/state=[^&]*/, "state=forged");
    expect((await get(forged, "gatehouse_sign_in=forged")).status).toBe(403);
    expect((await get(victim.path, victim.cookie)).status).toBe(200);
    expect((await get(victim.path, victim.cookie)).status).toBe(403);
    const unknown = await leave("alice");
    const wrong = unknown.path.replace(/code=[^&]*/, "code=unknown");
    expect((await get(wrong, unknown.cookie)).status).toBe(403);
    const refused = app.audit().filter(({ detail }) => detail["event"] === "sign-in-refused");
    expect(refused).not.toHaveLength(0);
  });

  test("leave no token of theirs, and no client secret, in log, pages or audit trail", async () => {
    const cookie = await signIn("alice");
    const pages = [
      await get("/reviews", cookie),
      await get("/runs", cookie),
      await get("/sign-in"),
    ];
    const texts = await Promise.all(pages.map((page) => page.text()));
    const all = JSON.stringify([app.log, app.audit(), texts, app.complaint()]);
    const tokens = app.standIn.webFlowTokens();
    expect(tokens.length).toBeGreaterThan(1);
    for (const secret of [...tokens, CLIENT.clientSecret]) expect(all).not.toContain(secret);
  });
});
