import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/github/app.ts";
import { grantOf } from "../stand-in/tokens.ts";
import { createSetting, POLICY, refOf, type Setting } from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await createSetting();
});
afterAll(() => setting.close());
afterEach(() => setting.standIn.clearFaults());

function appWith(privateKey: string, appId = setting.standIn.app.id) {
  const log = pino({ level: "silent" });
  return createApp({ appId, privateKey, apiUrl: setting.standIn.apiUrl, log, policy: POLICY });
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

describe("a token", () => {
  test("for contents can read the contents of one repository and nothing else", async () => {
    const { app, ref, standIn } = setting;
    const grant = grantOf(standIn.state, await app.token(ref, "contents"));
    expect(grant?.repositoryIds).toEqual([ref.id]);
    expect(grant?.permissions).toEqual({ metadata: "read", contents: "read" });
  });

  test("for requests is good for one repository of the installation", async () => {
    const { app, ref, standIn } = setting;
    const grant = grantOf(standIn.state, await app.token(ref, "repository"));
    expect(grant?.repositoryIds).toEqual([ref.id]);
    expect(grant?.permissions).toEqual(standIn.state.app.permissions);
  });

  test("does not open another repository of the same installation", async () => {
    const { github, ref, standIn } = setting;
    await standIn.addRepository({ owner: "acme", name: "secret", files: { a: "1" } });
    // The name is another repository's and the id is ours, as after a rename.
    const mixed = { ...ref, name: "secret" };
    await expect(github.defaultBranchTip(mixed)).rejects.toMatchObject({ kind: "gone" });
  });

  test("is kept, and asked for anew when it should be fresh", async () => {
    const { app, ref } = setting;
    const first = await app.token(ref, "contents");
    expect(await app.token(ref, "contents")).toBe(first);
    expect(await app.token(ref, "contents", { fresh: true })).not.toBe(first);
  });

  test("is minted at the given address, never at another GitHub", async () => {
    const { app, ref, requests } = setting;
    requests();
    await app.token(ref, "contents", { fresh: true });
    expect(requests("POST")).toEqual([
      `POST /app/installations/${ref.installationId}/access_tokens`,
    ]);
  });
});

describe("an installation", () => {
  test("that is not there is gone", async () => {
    const { app, ref } = setting;
    const mint = app.token({ ...ref, installationId: 1 }, "contents");
    await expect(mint).rejects.toMatchObject({ kind: "gone" });
  });

  test("that is suspended is gone", async () => {
    const { app, standIn } = setting;
    const repository = await standIn.addRepository({ owner: "idle", name: "x", files: { a: "1" } });
    for (const each of standIn.state.installations) each.suspended = each.account.login === "idle";
    await expect(app.token(refOf(repository), "contents")).rejects.toMatchObject({ kind: "gone" });
  });

  test("that the repository has left is gone", async () => {
    const { app, standIn } = setting;
    const repository = await standIn.addRepository({ owner: "acme", name: "y", files: { a: "1" } });
    const ref = refOf(repository);
    await standIn.removeRepository(repository, { by: "acme" });
    await expect(app.token(ref, "contents")).rejects.toMatchObject({ kind: "gone" });
  });
});

describe("a private key", () => {
  test("of another App gets no token, and stands in no fault", async () => {
    const key = newKey();
    const mint = appWith(key).token(setting.ref, "contents");
    const error: unknown = await mint.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: "refused" });
    const shown = inspect(error, { depth: 10, showHidden: true });
    expect(shown).not.toContain(key.split("\n")[1]);
    expect(shown).not.toMatch(/eyJ/);
  });

  test("with another App's id gets no token", async () => {
    const app = appWith(setting.standIn.app.privateKey ?? "", 7);
    await expect(app.token(setting.ref, "contents")).rejects.toMatchObject({ kind: "refused" });
  });

  const broken = [
    { name: "that is no PEM", key: "hunter2-hunter2-hunter2" },
    { name: "that is cut off", key: newKey().slice(0, 300) },
    {
      name: "that is no RSA key",
      key: generateKeyPairSync("ed25519")
        .privateKey.export({ type: "pkcs8", format: "pem" })
        .toString(),
    },
  ];
  for (const { name, key } of broken) {
    test(`${name} is refused at the start, without being quoted`, () => {
      let error: unknown;
      try {
        appWith(key);
      } catch (reason) {
        error = reason;
      }
      expect(error).toMatchObject({ kind: "internal" });
      const secret = key.startsWith("-----") ? key.slice(40, 80) : key;
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(secret);
    });
  }

  test("may be in either of the two RSA forms", async () => {
    const { standIn, ref } = setting;
    expect(standIn.app.privateKey).toContain("BEGIN RSA PRIVATE KEY");
    const { createPrivateKey } = await import("node:crypto");
    const pkcs8 = createPrivateKey(standIn.app.privateKey ?? "").export({
      type: "pkcs8",
      format: "pem",
    });
    expect(await appWith(pkcs8.toString()).token(ref, "contents")).toMatch(/^ghs_/);
  });
});

describe("a delivery", () => {
  test("reaches the handler of its event with its payload", async () => {
    const { app, standIn, pull } = setting;
    const heard: string[] = [];
    app.probot.on("issue_comment.created", ({ payload, id }) => {
      heard.push(`${id} ${payload.comment.body}`);
    });
    await standIn.comment(pull, "/sandbox help", { by: "mallory" });
    const sent = standIn.webhooks.deliveries.at(-1);
    const payload = JSON.parse(sent?.body ?? "{}") as never;
    await app.probot.receive({ id: "guid-1", name: "issue_comment", payload });
    expect(heard).toEqual(["guid-1 /sandbox help"]);
  });

  test("whose handler fails makes receive fail, and is not logged with its payload", async () => {
    const lines: string[] = [];
    const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
    const { privateKey } = setting.standIn.app;
    const options = { appId: 1, apiUrl: setting.standIn.apiUrl, log, policy: POLICY };
    const app = createApp({ ...options, privateKey: privateKey ?? "" });
    app.probot.on("issue_comment", () => {
      throw new Error("the handler broke");
    });
    const sent = setting.standIn.webhooks.deliveries.find((d) => d.event === "issue_comment");
    const payload = JSON.parse(sent?.body ?? "{}") as never;
    const receiving = app.probot.receive({ id: "guid-2", name: "issue_comment", payload });
    await expect(receiving).rejects.toThrow("the handler broke");
    expect(lines).toEqual([]);
  });
});
