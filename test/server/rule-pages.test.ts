import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DescribedRule } from "../../src/model/rule-text.ts";
import { loadShownExamples } from "../../src/review/examples/shown-examples.ts";
import { loadRules } from "../../src/review/rules/load-rules.ts";
import { createEdge, type Edge } from "../../src/server/edge.ts";
import { rulePages } from "../../src/server/rule-pages.ts";
import { ROOT } from "../architecture/sources.ts";
import { SECRET } from "./webhook-client.ts";

const ODD: DescribedRule = {
  ...{ id: "house/odd", title: "<b>odd</b>", axis: "weakness", severity: "low" },
  ...{ confidence: "low", why: "</p><script>1</script>", normal: '"', do: "&", references: [] },
};

describe("the pages of the rules", () => {
  let edge: Edge;
  let url: string;
  const read: string[] = [];
  let ids: string[];
  beforeAll(async () => {
    const rules = await loadRules(join(ROOT, "rules"));
    ids = rules.map(({ id }) => id);
    edge = createEdge({
      ...{ secrets: [SECRET], events: new Set<string>(), now: () => new Date() },
      ...{ audit: { append: async () => undefined }, log: pino({ level: "silent" }) },
      ...{ accept: async () => true, ready: async () => undefined },
      more: rulePages({
        rules: new Map<string, DescribedRule>([...rules, ODD].map((rule) => [rule.id, rule])),
        async examplesOf(id) {
          read.push(id);
          if (id === ODD.id) return { flagged: null, clean: null };
          return loadShownExamples(join(ROOT, "rules", id));
        },
      }),
    });
    const { port } = await edge.listen({ host: "127.0.0.1", port: 0 });
    url = `http://127.0.0.1:${port}`;
  });
  afterAll(() => edge.drain());

  test("are there for everybody, one for each rule, with what the rule says", async () => {
    const list = await (await fetch(`${url}/rules`)).text();
    for (const id of ids) expect(list).toContain(`href="/rules/${id}"`);
    const answer = await fetch(`${url}/rules/credentials/read-and-send`);
    const page = await answer.text();
    expect(answer.status).toBe(200);
    for (const words of [
      ...["Sends a credential file to the network", "Why it matters", "When this is normal"],
      ...["What to do", "A change that is flagged", "A change that is not", ".npmrc"],
    ]) {
      expect(page).toContain(words);
    }
  });

  test("run nothing, and hold no markup but their own", async () => {
    const answer = await fetch(`${url}/rules/${ODD.id}`);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await answer.text();
    expect(page).toContain("&lt;b&gt;odd&lt;/b&gt;");
    expect(page).not.toMatch(/<script|<b>/);
  });

  test.each([
    ...["/rules/", "/rules/credentials", "/rules/../package.json", "/rules/%2e%2e/package.json"],
    ...["/rules/__proto__", "/rules/constructor", "/rules/credentials/read-and-send/rule.yml"],
    ...["/rules/house/none", "/sign-in", "/reviews/1/1/x"],
  ])("read nothing for %s", async (path) => {
    const before = read.length;
    const answer = await fetch(`${url}${path}`);
    expect(answer.status).toBe(404);
    expect(read).toHaveLength(before);
  });

  test("read a rule's examples once, however often it is asked for", async () => {
    const asked = ids.find((id) => id.startsWith("git/")) ?? "";
    for (let at = 0; at < 5; at += 1) await (await fetch(`${url}/rules/${asked}`)).text();
    expect(read.filter((id) => id === asked)).toHaveLength(1);
  });
});
