import type { Logger } from "pino";

/** Words of ours and numbers; never a name, a path or a text of anybody. */
export type SpanAttributes = Readonly<Record<string, string | number>>;

/** Where spans go, and in whose name. */
export interface ExportOptions {
  url: string;
  headers: Readonly<Record<string, string>>;
  service: string;
  attributes: Readonly<Record<string, string>>;
  version: string;
  log: Logger;
}

/** Something that took time; nanoseconds since 1970. */
export interface Span {
  traceId: string;
  spanId: string;
  /** Empty for the first of its trace. */
  parentId: string;
  name: string;
  attributes: SpanAttributes;
  began: bigint;
  ended: bigint;
  failed: boolean;
}

const PATIENCE_MS = 10_000;
const [INTERNAL, ERROR] = [1, 2];

/**
 * Sends spans by OTLP over HTTP as JSON: https://opentelemetry.io/docs/specs/otlp/#otlphttp.
 * Best effort: what a collector does not take is gone, and the log says so.
 */
export async function exportSpans(options: ExportOptions, spans: readonly Span[]): Promise<void> {
  const { url, headers, log } = options;
  try {
    const response = await fetch(url, {
      ...{ method: "POST", redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS) },
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(bodyOf(options, spans)),
    });
    await response.arrayBuffer();
    if (!response.ok) log.warn({ status: response.status }, "a collector refused spans");
  } catch (error) {
    log.warn({ err: error, spans: spans.length }, "failed to send spans");
  }
}

function bodyOf({ service, attributes, version }: ExportOptions, spans: readonly Span[]): object {
  const own = { ...attributes, "service.name": service, "service.version": version };
  const scope = { name: "gatehouse", version };
  return {
    resourceSpans: [
      {
        resource: { attributes: listOf(own) },
        scopeSpans: [{ scope, spans: spans.map(shapeOf) }],
      },
    ],
  };
}

function shapeOf({ traceId, spanId, parentId, name, attributes, began, ended, failed }: Span) {
  return {
    ...{ traceId, spanId, name, kind: INTERNAL, attributes: listOf(attributes) },
    ...(parentId === "" ? {} : { parentSpanId: parentId }),
    ...{ startTimeUnixNano: String(began), endTimeUnixNano: String(ended) },
    status: failed ? { code: ERROR } : {},
  };
}

function listOf(attributes: SpanAttributes) {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
}
