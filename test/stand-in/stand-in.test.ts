import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSetting, type Setting } from "../github/setting.ts";

const run = promisify(execFile);
const SECRET = "a".repeat(40);

let setting: Setting;
let work: string;
const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
const ear = createServer((request, response) => {
  void text(request).then((body) => {
    heard.push({ headers: request.headers, body });
    response.writeHead(202).end();
  });
});

beforeAll(async () => {
  setting = await createSetting();
  work = await mkdtemp(join(tmpdir(), "gatehouse-clone-"));
  await new Promise<void>((resolve) => ear.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this form.
  const { port } = ear.address() as AddressInfo;
  setting.standIn.webhooks.url = `http://127.0.0.1:${port}/`;
});
afterAll(async () => {
  await setting.close();
  ear.close();
  await rm(work, { recursive: true, force: true });
});

async function fetchCommit(sha: string, token: string | null, name = "shop"): Promise<string> {
  const gitDir = await mkdtemp(join(work, "fetch-"));
  await run("git", ["init", "--quiet", "--bare", gitDir]);
  const credential = Buffer.from(`x-access-token:${token}`).toString("base64");
  const header = `http.extraHeader=Authorization: Basic ${credential}`;
  const url = `${setting.standIn.url}/acme/${name}.git`;
  const flags = ["fetch", "--quiet", "--depth=1", "--filter=blob:none", url, sha];
  const env = { PATH: process.env["PATH"], GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_NOSYSTEM: "1" };
  const auth = token === null ? [] : ["-c", header];
  await run("git", [`--git-dir=${gitDir}`, ...auth, ...flags], { env });
  return gitDir;
}

describe("git", () => {
  test("serves a fork's commit by its SHA from the base repository, without its blobs", async () => {
    const token = await setting.app.token(setting.ref, "contents");
    const gitDir = await fetchCommit(setting.pull.headSha, token);
    const { stdout } = await run("git", [`--git-dir=${gitDir}`, "count-objects", "-v"]);
    const objects = /in-pack: (\d+)/.exec(stdout)?.[1] ?? /count: (\d+)/.exec(stdout)?.[1];
    // One commit and two trees: no blob came along.
    expect(Number(objects)).toBe(3);
  });

  test("serves a head that was pushed away, as GitHub does", async () => {
    const { standIn, fork, repository } = setting;
    const base = { base: repository, head: fork, author: "mallory", branch: "two", title: "Two" };
    const pull = await standIn.openPullRequest({ ...base, files: { x: "1" } });
    const old = pull.headSha;
    await standIn.pushHead(pull, { files: { y: "1" }, onBase: true });
    const token = await setting.app.token(setting.ref, "contents");
    await expect(fetchCommit(old, token)).resolves.toContain("fetch-");
  });

  test("asks for a token, and for one that opens this repository", async () => {
    const { app, ref, standIn, pull } = setting;
    await expect(fetchCommit(pull.headSha, null)).rejects.toThrow();
    await expect(fetchCommit(pull.headSha, "ghs_wrong")).rejects.toThrow();
    const other = await standIn.addRepository({ owner: "acme", name: "hidden", files: { a: "1" } });
    const sha = await standIn.branchTip(other, "main");
    const token = await app.token(ref, "contents");
    await expect(fetchCommit(sha, token, "hidden")).rejects.toThrow();
  });

  test("takes paths with quotes, newlines and controls, and every mode", async () => {
    const { standIn, repository } = setting;
    const odd = 'a "b"\n\u202ec\\d';
    const sha = await standIn.commit(repository, {
      branch: "odd",
      message: "Odd\n",
      files: {
        [odd]: "1",
        run: { executable: "#!/bin/sh\n" },
        link: { symlink: "../../etc/passwd" },
        module: { submodule: "1".repeat(40) },
      },
    });
    const { git } = await import("../stand-in/git.ts");
    const listed = await git(repository.gitDir, ["ls-tree", "-z", sha]);
    expect(listed).toContain(`\t${odd}\0`);
    for (const mode of ["100644", "100755", "120000", "160000"]) expect(listed).toContain(mode);
  });
});

describe("a webhook", () => {
  test("is signed over its raw body, with GitHub's headers", async () => {
    const { standIn, pull } = setting;
    await standIn.comment(pull, "ünïcode", { by: "maria" });
    const last = heard.at(-1);
    const hmac = createHmac("sha256", SECRET)
      .update(last?.body ?? "")
      .digest("hex");
    expect(last?.headers["x-hub-signature-256"]).toBe(`sha256=${hmac}`);
    expect(last?.headers["x-github-event"]).toBe("issue_comment");
    expect(standIn.webhooks.deliveries.at(-1)?.status).toBe(202);
  });

  test("names the installation", () => {
    const payload = JSON.parse(heard.at(-1)?.body ?? "{}") as { installation?: { id: number } };
    expect(payload.installation?.id).toBe(setting.ref.installationId);
  });

  test("that is sent again has the same id and body", async () => {
    const { webhooks } = setting.standIn;
    const id = webhooks.deliveries.at(-1)?.id ?? "";
    await webhooks.redeliver(id);
    const [first, second] = heard.slice(-2);
    expect(second?.headers["x-github-delivery"]).toBe(id);
    expect(second?.body).toBe(first?.body);
  });
});

describe("the page", () => {
  const content = {
    status: "completed",
    conclusion: "failure",
    title: "<script>alert(1)</script>",
    summary: "**bold** <img src=x onerror=alert(1)> [x](javascript:alert(1)) `<b>`",
    text: "| a | b |\n|---|---:|\n| `1` | 2 |",
    annotations: [],
    buttons: [{ label: "Run sandbox", description: "Run it", identifier: "sandbox_run" }],
  } as const;

  async function pageOf(): Promise<string> {
    const { github, ref, pull, standIn } = setting;
    const write = { name: "Gatehouse / review", headSha: pull.headSha, externalId: "page" };
    const shown = { ...content, annotations: [], buttons: [...content.buttons] };
    await github.createCheckRun(ref, { ...write, detailsUrl: null, content: shown });
    const response = await fetch(`${standIn.url}/acme/shop/pull/1/checks`);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    return response.text();
  }

  test("shows a check run, and what a pull request put there only as text", async () => {
    const page = await pageOf();
    expect(page).toContain("<strong>bold</strong>");
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).not.toMatch(/<script|<img|href="javascript/);
    expect(page).toMatch(/<td><code>1<\/code><\/td>/);
  });

  test("has buttons that send a signed requested_action of who pressed", async () => {
    await pageOf();
    const [checkRun] = setting.standIn.checkRuns(setting.pull.headSha);
    const body = new URLSearchParams({ sender: "maria", identifier: "sandbox_run" });
    const url = `${setting.standIn.url}/acme/shop/runs/${checkRun?.id}`;
    const response = await fetch(url, { method: "POST", body, redirect: "manual" });
    expect(response.status).toBe(303);
    const sent = heard.map(({ body: raw }) => JSON.parse(raw) as Record<string, unknown>);
    expect(sent.at(-1)).toMatchObject({
      action: "requested_action",
      requested_action: { identifier: "sandbox_run" },
      sender: { login: "maria" },
      check_run: { head_sha: setting.pull.headSha },
    });
  });
});

test("what breaks GitHub's contract is answered with 422 and makes closing fail", async () => {
  const other = await createSetting();
  const token = await other.app.token(other.ref, "repository");
  const headers = {
    authorization: `token ${token}`,
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
  };
  const body = JSON.stringify({ name: "n", head_sha: other.pull.headSha, conclusion: "evil" });
  const url = `${other.standIn.apiUrl}/repos/acme/shop/check-runs`;
  const response = await fetch(url, { method: "POST", headers, body });
  expect(response.status).toBe(422);
  await expect(other.close()).rejects.toThrow(/conclusion/);
});
