import { describe, expect, it } from "vitest";
import { showsMaliceChain } from "../../src/report/conclusion.ts";
import { SandboxRun } from "../../src/model/sandbox-run.ts";
import { behavioursOf } from "../../src/sandbox/behaviours.ts";
import { makeDecoys } from "../../src/sandbox/decoys.ts";
import { createOutputSearch } from "../../src/sandbox/output-search.ts";
import type { Recording, Sent } from "../../src/sandbox/recorder.ts";
import { SENT } from "./sent-sample.ts";

const NOTHING: Recording = {
  reads: [],
  sent: [],
  lost: { dropped: 0, evicted: 0, more: 0 },
  interfaces: ["lo", "witness0"],
};

function seen(recording: Partial<Recording>, printed: string[] = []) {
  return behavioursOf({ recording: { ...NOTHING, ...recording }, printed });
}

function isChain(recording: Partial<Recording>): boolean {
  const behaviours = seen(recording);
  const read = SandboxRun.shape.behaviours.parse(behaviours);
  // Only behaviours decide about a chain.
  return showsMaliceChain({ behaviours: read } as SandboxRun);
}

describe("a chain from reading to sending", () => {
  it.each<[string, boolean, Partial<Recording>]>([
    [
      "a quiet decoy was read and something sent later",
      true,
      { reads: [{ path: ".aws/credentials", at: 1000 }], sent: [SENT] },
    ],
    [
      "it was read and a name asked for later",
      true,
      {
        reads: [{ path: ".kube/config", at: 1000 }],
        sent: [{ ...SENT, kind: "dns", name: "x.example" }],
      },
    ],
    [
      "one of several attempts came later",
      true,
      { reads: [{ path: ".pypirc", at: 1500 }], sent: [{ ...SENT, lastAt: 1000 }, SENT] },
    ],
    [
      "everything was sent before the reading",
      false,
      { reads: [{ path: ".aws/credentials", at: 3000 }], sent: [SENT] },
    ],
    ["it was read and nothing sent", false, { reads: [{ path: ".aws/credentials", at: 1000 }] }],
    ["something was sent and nothing read", false, { sent: [SENT] }],
    [
      "npm's own file was read and something sent",
      false,
      { reads: [{ path: ".npmrc", at: 1000 }], sent: [SENT] },
    ],
    [
      "npm's own file was read and its secret sent",
      true,
      {
        reads: [{ path: ".npmrc", at: 1000 }],
        sent: [{ ...SENT, decoys: [{ id: "~/.npmrc", form: "hex" }] }],
      },
    ],
    [
      "a variable's secret was sent",
      true,
      { sent: [{ ...SENT, decoys: [{ id: "$DEPLOY_TOKEN", form: "plain" }] }] },
    ],
  ])("is told by whether %s: %s", (_, chain, recording) => {
    expect(isChain(recording)).toBe(chain);
  });
});

describe("what was seen", () => {
  it("is nothing when npm only reads its own file", () => {
    expect(seen({ reads: [{ path: ".npmrc", at: 1 }] })).toEqual([]);
  });

  it("names a destination by its name, and tells a name that was reached once", () => {
    const dns: Sent = {
      ...SENT,
      protocol: "dns",
      address: "",
      port: 53,
      kind: "dns",
      name: "x.example",
    };
    const tls: Sent = { ...SENT, kind: "tls", name: "x.example", detail: "x.example" };
    const targets = seen({ sent: [dns, tls] }).map(({ target }) => target);
    expect(targets).toEqual(["x.example:443 (TLS name x.example)"]);
  });

  it("names the metadata service as that, by address and by name", () => {
    for (const place of [{ address: "169.254.169.254" }, { name: "metadata.google.internal" }]) {
      expect(seen({ sent: [{ ...SENT, ...place }] })[0]?.capability).toBe("read.metadata");
    }
  });

  it("begins with what the recorder could not take in", () => {
    const lost = { dropped: 3, evicted: 0, more: 0 };
    const [first] = seen({ sent: [SENT], lost });
    expect(first?.capability).toBe("disable.protection");
    expect(first?.target).toContain("overloaded, with 3 packets");
  });

  it("is never empty when the recorder did not answer", () => {
    expect(behavioursOf({ recording: null, printed: [] })).toMatchObject([
      { capability: "disable.protection", announcedBy: null },
    ]);
  });

  it("fits the contract with the longest words", () => {
    const long = "x".repeat(512);
    const sent = Array.from({ length: 500 }, () => ({
      ...SENT,
      ...{ name: long, detail: long, kind: "tls" as const },
      decoys: Array.from({ length: 64 }, () => ({ id: long, form: long })),
    }));
    expect(() => SandboxRun.shape.behaviours.parse(seen({ sent }))).not.toThrow();
  });
});

describe("the decoys of a run", () => {
  it("have secrets that no other run has", () => {
    const tokens = [makeDecoys(), makeDecoys()].flatMap(({ canaries }) =>
      canaries.map(({ token }) => token),
    );
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9]{36}$/);
  });

  it("hold their secret, and name no living host", () => {
    const { canaries, files } = makeDecoys();
    for (const { path, text } of files) {
      expect(text).toContain(canaries.find(({ id }) => id === `~/${path}`)?.token);
      for (const [host] of text.matchAll(/[a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z]{2,}/g)) {
        expect(host).toMatch(/\.example$/);
      }
    }
  });
});

describe("the search in a run's output", () => {
  const [canary] = makeDecoys().canaries;
  const token = canary?.token ?? "";

  it.each<[string, string]>([
    ["as it is", token],
    ["backwards", [...token].reverse().join("")],
    ["in base64", Buffer.from(`a${token}z`).toString("base64")],
    ["as hexadecimal digits", Buffer.from(token).toString("hex")],
  ])("finds a secret that is printed %s, a byte at a time", (_, text) => {
    const search = createOutputSearch(canary === undefined ? [] : [canary]);
    for (const byte of Buffer.from(`before ${text} after`)) search.hear(Uint8Array.of(byte));
    expect(search.found()).toEqual([canary?.id]);
  });

  it("finds nothing in what lacks a character of it", () => {
    const search = createOutputSearch(canary === undefined ? [] : [canary]);
    search.hear(Buffer.from(`${token.slice(1)} ${token.slice(0, -1)}`));
    expect(search.found()).toEqual([]);
  });
});
