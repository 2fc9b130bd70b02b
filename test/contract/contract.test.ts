import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { HANDLERS } from "../stand-in/operations/table.ts";
import { createContract, describedNames } from "./contract.ts";
import { OPERATIONS, WEBHOOKS } from "./operations.ts";

const manifest = z
  .looseObject({
    default_permissions: z.record(z.string(), z.enum(["read", "write"])),
    default_events: z.array(z.string()),
  })
  .parse(parse(readFileSync("app.yml", "utf8")));

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path: `src/${path}`, text: readFileSync(`src/${path}`, "utf8") }));

describe("what src/github calls", () => {
  const routes = sources
    .flatMap(({ text }) => [...text.matchAll(/"((?:GET|POST|PATCH|PUT|DELETE|HEAD) \/[^"]*)"/g)])
    .map((found) => found[1] ?? "");
  // Octokit itself mints tokens, by a route that stands in no file of ours.
  const minted = "POST /app/installations/{installation_id}/access_tokens";

  test("is in the table of operations, and the table holds nothing else", () => {
    expect(new Set([...routes, minted])).toEqual(new Set(Object.keys(OPERATIONS)));
  });

  test("is always written as a route, so that this test sees it", () => {
    const hidden = sources.filter(({ text }) =>
      /octokit\s*\.\s*(rest|paginate|graphql|repos|checks|issues|pulls)\b|\bcontext\s*\.\s*octokit|probotOctokit/.test(
        text,
      ),
    );
    expect(hidden.map(({ path }) => path)).toEqual([]);
  });

  test("is the only way to Octokit: no other room imports it", () => {
    const importers = sources.filter(({ text }) => /from "(@octokit\/|probot)/.test(text));
    const outside = importers.filter(({ path }) => !path.startsWith("src/github/"));
    const value = outside.filter(({ text }) => !/import type [^;]*from "probot"/.test(text));
    expect(value.map(({ path }) => path)).toEqual([]);
  });
});

describe("the table of operations", () => {
  test("is what the committed description and the stand-in hold", () => {
    expect(new Set(describedNames().operations)).toEqual(new Set(Object.keys(OPERATIONS)));
    expect(new Set(describedNames().webhooks)).toEqual(new Set(Object.keys(WEBHOOKS)));
    expect(new Set(Object.keys(HANDLERS))).toEqual(new Set(Object.keys(OPERATIONS)));
  });

  test("asks for no permission that app.yml does not", () => {
    const granted = manifest.default_permissions;
    for (const [operation, { needs, optional }] of Object.entries(OPERATIONS)) {
      if (needs === null || optional === true) continue;
      const levels = needs.level === "read" ? ["read", "write"] : ["write"];
      expect(levels, operation).toContain(granted[needs.permission]);
    }
  });
});

describe("app.yml", () => {
  test("asks for nothing that only some wish for", () => {
    const optional = Object.values(OPERATIONS).filter((each) => each.optional === true);
    expect(optional.length).toBeGreaterThan(0);
    for (const { needs } of optional) {
      expect(needs?.level).toBe("write");
      expect(manifest.default_permissions[needs?.permission ?? ""]).not.toBe("write");
    }
  });

  test("asks for no permission that no operation and no event needs", () => {
    const needs = Object.values(OPERATIONS).map((each) => each.needs?.permission);
    const used = new Set([...needs, ...Object.values(WEBHOOKS)]);
    expect(Object.keys(manifest.default_permissions).filter((name) => !used.has(name))).toEqual([]);
  });

  test("writes nothing but checks", () => {
    const writes = Object.entries(manifest.default_permissions).filter(
      ([, level]) => level === "write",
    );
    expect(writes).toEqual([["checks", "write"]]);
  });

  test("may hear every event that it subscribes to, and subscribes to what is heard", () => {
    const automatic = ["installation", "installation_repositories"];
    const heard = Object.keys(WEBHOOKS).map((name) => name.split(".")[0] ?? "");
    const subscribed = heard.filter((event) => !automatic.includes(event));
    expect(new Set(manifest.default_events)).toEqual(new Set(subscribed));
    for (const [name, permission] of Object.entries(WEBHOOKS)) {
      if (permission === null) continue;
      expect(Object.keys(manifest.default_permissions), name).toContain(permission);
    }
  });

  test("gives a reason above each permission and each event", () => {
    const lines = readFileSync("app.yml", "utf8").split("\n");
    const entries = lines.flatMap((line, i) => (/^ {2}(- )?\w+(: \w+)?$/.test(line) ? [i] : []));
    const { default_permissions: permissions, default_events: events } = manifest;
    expect(entries).toHaveLength(Object.keys(permissions).length + events.length);
    for (const entry of entries) expect(lines[entry - 1], lines[entry]).toMatch(/^ {2}# /);
  });
});

describe("the contract catches", () => {
  const contract = createContract();
  const operation = "POST /repos/{owner}/{repo}/check-runs";
  const path = { owner: "acme", repo: "shop" };
  const output = { title: "t", summary: "s" };
  const good = { name: "n", head_sha: "0".repeat(40), status: "completed", conclusion: "neutral" };
  const annotation = {
    path: "a",
    start_line: 1,
    end_line: 1,
    annotation_level: "notice",
    message: "m",
  };
  const action = { label: "l", description: "d", identifier: "i" };
  const check = (body: unknown) => contract.request({ operation, path, query: {}, body });

  test("nothing in a good request", () => {
    const body = { ...good, output: { ...output, annotations: [annotation] }, actions: [action] };
    expect(check(body)).toEqual([]);
  });

  const bad: Record<string, object> = {
    "a missing name": { head_sha: good.head_sha },
    "an unknown conclusion": { ...good, conclusion: "malicious" },
    "an unknown property": { ...good, headSha: "x" },
    "an unknown property of an annotation": {
      ...good,
      output: { ...output, annotations: [{ ...annotation, level: "notice" }] },
    },
    "a completed run without a conclusion": { ...good, conclusion: undefined },
    "a conclusion without completed": { ...good, status: "in_progress" },
    "an output without a summary": { ...good, output: { title: "t" } },
    "a summary over the bytes": { ...good, output: { ...output, summary: "é".repeat(40_000) } },
    "a text over the characters": { ...good, output: { ...output, text: "a".repeat(65_536) } },
    "an annotation's title over 255": {
      ...good,
      output: { ...output, annotations: [{ ...annotation, title: "a".repeat(256) }] },
    },
    "an annotation's message over 64 KB": {
      ...good,
      output: { ...output, annotations: [{ ...annotation, message: "a".repeat(65_537) }] },
    },
    columns: {
      ...good,
      output: { ...output, annotations: [{ ...annotation, start_column: 1, end_column: 2 }] },
    },
    "51 annotations": {
      ...good,
      output: { ...output, annotations: Array.from({ length: 51 }, () => annotation) },
    },
    "a picture": { ...good, output: { ...output, images: [{ alt: "a", image_url: "https://x" }] } },
    "four buttons": { ...good, actions: [action, action, action, action] },
    "a label of 21": { ...good, actions: [{ ...action, label: "a".repeat(21) }] },
    "a button without a description": { ...good, actions: [{ label: "l", identifier: "i" }] },
  };
  for (const [name, body] of Object.entries(bad)) {
    test(name, () => {
      expect(check(JSON.parse(JSON.stringify(body)))).not.toEqual([]);
    });
  }

  test("an unknown query parameter, a value of the wrong type, and a body on a read", () => {
    const list = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";
    const at = { ...path, ref: "x" };
    const ask = (query: Record<string, string>, body?: unknown) =>
      contract.request({ operation: list, path: at, query, body });
    expect(ask({ app_id: "1", filter: "all", per_page: "100", page: "1" })).toEqual([]);
    expect(ask({ appid: "1" })).not.toEqual([]);
    expect(ask({ app_id: "gatehouse" })).not.toEqual([]);
    expect(ask({ filter: "newest" })).not.toEqual([]);
    expect(ask({}, { a: 1 })).not.toEqual([]);
  });

  test("an answer that lacks what GitHub always gives", () => {
    const wrong = contract.answer(operation, 201, { id: 1, name: "n" });
    expect(wrong.join("\n")).toContain("head_sha");
  });

  test("an answer with a status that GitHub never gives", () => {
    expect(contract.answer(operation, 204, null)).not.toEqual([]);
  });

  test("a webhook that lacks its sender", () => {
    expect(contract.webhook("pull_request.opened", { action: "opened" }).join()).toContain(
      "sender",
    );
  });
});
