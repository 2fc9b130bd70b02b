import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createApp } from "../../src/github/app.ts";
import type { Delivery } from "../../src/model/delivery.ts";
import { createEdge, type Edge } from "../../src/server/edge.ts";
import { dispatchTo } from "../../src/server/events/dispatch.ts";
import { EVENTS, onEvents } from "../../src/server/events/handlers.ts";
import type { Hearing } from "../../src/server/events/hearing.ts";
import { KEYS } from "../integration/app.ts";
import {
  forsaken,
  fromFork,
  installed,
  type PublishedExample,
  publishedExamples,
} from "./published-examples.ts";
import { deliver, SECRET } from "./webhook-client.ts";

const APP = 7;
const ALL = publishedExamples();
const HANDLED = ALL.filter(isHandled);

function isHandled({ event, action }: PublishedExample): boolean {
  return EVENTS.has(event) || EVENTS.has(`${event}.${String(action)}`);
}

/** Who hears of an example that comes to this App. */
const HEARD_BY: Readonly<Record<string, string>> = {
  ...{ "pull_request.closed": "closed", "issue_comment.created": "comment" },
  ...{ "check_run.requested_action": "click", "check_run.rerequested": "rerequest" },
  ...{ "check_suite.rerequested": "rerequest", "merge_group.checks_requested": "range" },
  ...{ "pull_request.opened": "head", "pull_request.reopened": "head" },
  ...{ "pull_request.synchronize": "head", "pull_request.ready_for_review": "head", push: "range" },
};
/** Whatever happens to an installation or a repository, somebody looks how it is now. */
const LIFE_CYCLE = /^(installation|installation_repositories|repository)\./;

describe("the payloads that GitHub publishes as examples, at the edge", () => {
  let edge: Edge;
  let port: number;
  const accepted: Delivery[] = [];
  const heard: [string, object][] = [];
  const hear = (name: string) => async (news: object) => void heard.push([name, news]);
  const hearing: Hearing = {
    ...{ head: hear("head"), closed: hear("closed"), comment: hear("comment") },
    ...{ click: hear("click"), range: hear("range"), rerequest: hear("rerequest") },
    ...{ groupDestroyed: hear("groupDestroyed"), reach: hear("reach") },
  };
  const log = pino({ level: "silent" });
  const { probot } = createApp({
    ...{ appId: APP, privateKey: KEYS.privateKey, apiUrl: "https://api.example.invalid", log },
  });

  beforeAll(async () => {
    onEvents(probot, hearing, APP);
    edge = createEdge({
      ...{ secrets: [SECRET], events: EVENTS, now: () => new Date(), log },
      ...{ audit: { append: async () => undefined }, ready: async () => undefined },
      accept: async (delivery) => accepted.push(delivery) > 0,
    });
    ({ port } = await edge.listen({ host: "127.0.0.1", port: 0 }));
  });
  beforeEach(() => void [accepted.splice(0), heard.splice(0)]);
  afterAll(() => edge.drain());

  /** Takes an example from the network to whoever hears of it; throws what a handler throws. */
  async function bring({ event, payload }: PublishedExample): Promise<number> {
    const body = JSON.stringify(payload);
    const { status } = await deliver(port, { event, body });
    for (const delivery of accepted.splice(0)) await dispatchTo(probot)(delivery);
    return status;
  }

  test("are all answered, and only what is handled is kept", async () => {
    expect(HANDLED.length).toBeGreaterThan(20);
    for (const example of ALL) {
      const status = await bring(example);
      expect([example.event, example.action, status]).toEqual([
        ...[example.event, example.action, isHandled(example) ? 202 : 204],
      ]);
    }
  });

  test("lead to the right job once the App is installed", async () => {
    for (const example of HANDLED) {
      heard.splice(0);
      await bring(installed(example, APP));
      const { event, action, payload } = example;
      const name = action === null ? event : `${event}.${action}`;
      const isDeletion = payload["deleted"] === true || String(payload["ref"]).includes("/tags/");
      const expected = isDeletion ? [] : [LIFE_CYCLE.test(name) ? "reach" : HEARD_BY[name]];
      expect([name, heard.map(([who]) => who)]).toEqual([name, expected]);
    }
  });

  test.for([
    ["forks", fromFork],
    ["deleted accounts and forks", forsaken],
  ] as const)(
    "of %s stop nobody, and are never taken for the repository's own",
    async ([, make]) => {
      for (const example of HANDLED) await bring(make(installed(example, APP)));
      const heads = heard.flatMap(([who, news]) => (who === "head" ? [news] : []));
      expect(heads.length).toBeGreaterThan(5);
      for (const head of heads) expect(head).toMatchObject({ sameRepository: false });
    },
  );
});
