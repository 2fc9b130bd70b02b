import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDRESSES, HEAD, openDashboard, TOKEN } from "./dashboard-setting.ts";

describe("the dashboard", () => {
  let at: Awaited<ReturnType<typeof openDashboard>>;
  beforeAll(async () => {
    at = await openDashboard();
  });
  afterAll(() => at.close());

  async function signIn(token = TOKEN, headers: Record<string, string> = {}) {
    const response = await fetch(`${at.url}/sign-in`, {
      ...{ method: "POST", redirect: "manual", body: new URLSearchParams({ token }), headers },
    });
    await response.text();
    return {
      status: response.status,
      cookie: response.headers.get("set-cookie") ?? "",
    };
  }

  const get = (path: string, cookie = "") =>
    fetch(`${at.url}${path}`, { redirect: "manual", headers: { cookie } });
  const valueOf = (cookie: string) => cookie.split(";")[0] ?? "";

  test("shows nothing to whoever is not signed in", async () => {
    for (const path of ADDRESSES) {
      const response = await get(path);
      expect([response.status, response.headers.get("location")]).toEqual([303, "/sign-in"]);
      expect(await response.text()).toBe("");
    }
    expect((await get("/sign-in")).status).toBe(200);
  });

  test("signs nobody in with another token, and records that somebody tries", async () => {
    const before = at.audit.length;
    const said = () => at.audit.slice(before).map(({ detail }) => detail);
    for (const token of ["", "x", `${TOKEN}x`, TOKEN.slice(0, -1)]) {
      expect(await signIn(token)).toEqual({ status: 403, cookie: "" });
    }
    // Whoever has no token makes the trail no longer by trying on.
    expect(said()).toEqual([{ event: "sign-in-refused", attempts: 1 }]);
    at.pass(11 * 60_000);
    expect((await signIn("again")).status).toBe(403);
    expect((await signIn("once more")).status).toBe(403);
    expect((await signIn()).status).toBe(303);
    expect(said().slice(1)).toEqual([
      { event: "sign-in-refused", attempts: 4 },
      { event: "sign-in-refused", attempts: 1 },
      { event: "signed-in" },
    ]);
    expect(JSON.stringify(at.audit)).not.toContain(TOKEN);
  });

  test("gives a cookie that scripts and other sites do not get, new at every sign-in", async () => {
    const [first, second] = [await signIn(), await signIn()];
    for (const attribute of ["HttpOnly", "SameSite=Strict", "Path=/"]) {
      expect(first.cookie).toContain(attribute);
    }
    expect(valueOf(first.cookie)).not.toBe(valueOf(second.cookie));
  });

  test("takes no session that somebody brings along, and no two of them", async () => {
    const brought = "gatehouse_session=brought-along";
    const { cookie } = await signIn(TOKEN, { cookie: brought });
    expect((await get("/", brought)).status).toBe(303);
    expect((await get("/", `${valueOf(cookie)}; ${brought}`)).status).toBe(303);
    expect((await get("/", valueOf(cookie))).status).toBe(200);
  });

  test("ends a session at its sign-out, and not for a form of another site", async () => {
    const cookie = valueOf((await signIn()).cookie);
    const out = (headers: Record<string, string>) =>
      fetch(`${at.url}/sign-out`, {
        ...{ method: "POST", redirect: "manual", headers: { cookie, ...headers } },
      });
    await out({ origin: "https://evil.example" });
    await out({ "sec-fetch-site": "cross-site" });
    await out({ origin: "null" });
    expect((await get("/", cookie)).status).toBe(200);
    await out({ origin: at.url, "sec-fetch-site": "same-origin" });
    expect((await get("/", cookie)).status).toBe(303);
  });

  test("takes no sign-in from a form of another site", async () => {
    expect((await signIn(TOKEN, { origin: "https://evil.example" })).status).toBe(403);
    expect((await signIn(TOKEN, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  });

  test("sends every page with a policy that lets nothing in", async () => {
    const cookie = valueOf((await signIn()).cookie);
    for (const path of [...ADDRESSES, "/sign-in", "/style.css"]) {
      const response = await get(path, cookie);
      expect(response.status, path).toBe(200);
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(policy).toMatch(/^default-src 'none'; style-src 'self'; form-action 'self'/);
      expect(policy).not.toMatch(/unsafe|script/);
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(response.headers.get("x-frame-options")).toBe("DENY");
    }
  });

  test("shows hostile text as text, in every page", async () => {
    const cookie = valueOf((await signIn()).cookie);
    for (const path of ADDRESSES.slice(1)) {
      const text = await (await get(path, cookie)).text();
      expect(text, path).toContain("&lt;script&gt;");
      expect(text, path).not.toMatch(/<script|<img|\u202e/);
      expect(text, path).not.toMatch(/\son\w+="/);
    }
  });

  test("finds lines of a run's log, and shows what was looked for as text", async () => {
    const cookie = valueOf((await signIn()).cookie);
    const search = async (wanted: string) =>
      (await get(`/runs/run-1?log=${encodeURIComponent(wanted)}`, cookie)).text();
    const found = await search("NOT OK");
    expect(found).toContain("1 of 3 lines");
    expect(found).toMatch(/<pre[^>]*> +1 {2}not ok 1<\/pre>/);
    const none = await search('"><script>x</script>');
    expect(none).toContain("0 of 3 lines");
    expect(none).not.toContain("<script");
    expect(none).toContain("&lt;script&gt;x");
  });

  test("says of each worker how its last self-test went, and which of them nobody hears", async () => {
    const cookie = valueOf((await signIn()).cookie);
    const text = await (await get("/workers", cookie)).text();
    const rows = text.split("<tr>").slice(2);
    expect(rows.map((row) => /host-\d/.exec(row)?.[0])).toEqual(["host-1", "host-2", "host-3"]);
    expect(rows[0]).toContain("not ready");
    expect(rows[1]).toMatch(/silent[^]*every limit and wall held/);
    expect(rows[2]).toContain("never heard");
  });

  test("says of each key of a policy where it comes from, and what does not count", async () => {
    const { cookie } = await signIn();
    const text = await (await get("/policies", valueOf(cookie))).text();
    const rows = [...text.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
      [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = ""]) =>
        cell.replace(/<[^>]*>/g, "").trim(),
      ),
    );
    const some: unknown = expect.any(String);
    expect(rows).toContainEqual([some, some, "organisation", "server"]);
    expect(text).toContain("Written, but does not count");
  });

  test("says how much of what a rule found was accepted", async () => {
    const cookie = valueOf((await signIn()).cookie);
    const text = await (await get("/rules", cookie)).text();
    for (const cell of ["25.0 %", "2 of 8"]) expect(text).toContain(`<td>${cell}</td>`);
  });

  test("shows who started whom, each program once", async () => {
    const cookie = valueOf((await signIn()).cookie);
    const text = await (await get("/runs/run-1", cookie)).text();
    const tree = text.slice(text.indexOf("What it started"));
    const at = (word: string) => tree.indexOf(word);
    expect(at("node --test")).toBeLessThan(at("process 8"));
    // Inside of its parent: the list that holds it is not closed before it.
    expect(tree.slice(at("node --test"), at("process 8"))).not.toContain("</ul>");
    for (const pid of [7, 8, 9, 10]) expect(tree.split(`process ${pid}<`)).toHaveLength(2);
  });

  test("knows no other path, and no other method", async () => {
    const cookie = valueOf((await signIn()).cookie);
    const missing = ["/x", "/reviews/1", `/reviews/12/3/${"0".repeat(40)}`, "/runs/none", "/runs/"];
    for (const path of [...missing, `/reviews/12/3/${HEAD}/x`, "/reviews/../audit/x"]) {
      expect((await get(path, cookie)).status, path).toBe(404);
    }
    const post = await fetch(`${at.url}/reviews`, { method: "POST", headers: { cookie } });
    expect(post.status).toBe(405);
  });
});
