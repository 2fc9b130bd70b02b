import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createTraces, NO_TRACES } from "../../src/server/traces.ts";
import { occasionOf } from "../../src/server/trace-parts.ts";
import { secretsOf } from "../../src/settings-secrets.ts";
import { telemetryOf } from "../../src/settings-telemetry.ts";

/** What of an export is looked at. */
const Export = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.unknown()) }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string().regex(/^[0-9a-f]{32}$/),
              spanId: z.string().regex(/^[0-9a-f]{16}$/),
              parentSpanId: z.string().optional(),
              name: z.string(),
              startTimeUnixNano: z.string(),
              endTimeUnixNano: z.string(),
              status: z.object({ code: z.number().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
});

const taken: { body: z.infer<typeof Export>; authorization: string | undefined }[] = [];
const collector = createServer((request, response) => {
  void text(request).then((body) => {
    const { authorization } = request.headers;
    taken.push({ body: Export.parse(JSON.parse(body)), authorization });
    response.end("{}");
  });
});
let url: string;
beforeAll(async () => {
  collector.listen(0, "127.0.0.1");
  await once(collector, "listening");
  // A server that listens on a port has an address of this form.
  url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
afterAll(() => collector.close());

function tracesTo(endpoint: string) {
  const settings = telemetryOf({
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20let-me-in",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment=test",
  });
  if (settings === null) throw new Error("there are no settings");
  return createTraces({ ...settings, version: "1.2.3", log: pino({ level: "silent" }) });
}

test("what goes back to one delivery is one trace, in whatever process, with its parts inside", async () => {
  const [serve, work] = [tracesTo(url), tracesTo(url)];
  await serve.span("delivery", { event: "pull_request" }, async () => undefined, "delivery-1");
  const failed = work.span(
    "job.review",
    { queue: "review" },
    () => work.span("review", {}, () => Promise.reject(new Error("text of somebody"))),
    occasionOf({ repository: {}, run: "delivery-1" }),
  );
  await expect(failed).rejects.toThrow("text of somebody");
  await Promise.all([serve.close(), work.close()]);

  const spans = taken.flatMap(({ body }) =>
    body.resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)),
  );
  const named = (name: string) => spans.find((span) => span.name === name);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(named("review")?.parentSpanId).toBe(named("job.review")?.spanId);
  expect(named("job.review")?.parentSpanId).toBeUndefined();
  expect([named("review")?.status, named("delivery")?.status]).toEqual([{ code: 2 }, {}]);
  for (const { startTimeUnixNano: from, endTimeUnixNano: to } of spans) {
    expect(BigInt(to) >= BigInt(from)).toBe(true);
  }
  expect(taken.map(({ authorization }) => authorization)).toEqual(
    Array(2).fill("Bearer let-me-in"),
  );
  expect(JSON.stringify(taken)).not.toContain("text of somebody");
});

test("a collector that is not there holds nothing up and fails nothing", async () => {
  const traces = tracesTo("http://127.0.0.1:1");
  expect(await traces.span("delivery", {}, async () => 7, "delivery-2")).toBe(7);
  await traces.close();
});

test.each([
  { name: "no variable", env: {} },
  { name: "an exporter that is none", env: { OTEL_TRACES_EXPORTER: "none" } },
  { name: "a kit that is off", env: { OTEL_SDK_DISABLED: "true" } },
])("nothing is sent with $name", async ({ env }) => {
  const endpoint = Object.keys(env).length === 0 ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: url };
  expect(telemetryOf({ ...endpoint, ...env })).toBeNull();
  expect(await NO_TRACES.span("x", {}, async () => 7)).toBe(7);
});

test("an endpoint for traces alone is taken as it stands, and headers are secrets", () => {
  const env = {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://collector.example.invalid/otlp/traces",
    OTEL_EXPORTER_OTLP_ENDPOINT: "https://other.example.invalid",
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-api-key=planted-for-this-test",
    OTEL_SERVICE_NAME: "gatehouse-eu",
  };
  expect(telemetryOf(env)).toMatchObject({
    ...{ url: env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, service: "gatehouse-eu" },
    headers: { "x-api-key": "planted-for-this-test" },
  });
  expect(secretsOf(env)).toContain("planted-for-this-test");
});
