import { type Environment } from "./settings-file.ts";

/** Where spans go, by the standard variables of OpenTelemetry. */
export interface TelemetrySettings {
  /** Takes OTLP over HTTP as JSON. */
  url: string;
  headers: Readonly<Record<string, string>>;
  service: string;
  /** Attributes of the resource, besides its name and version. */
  attributes: Readonly<Record<string, string>>;
}

/**
 * Reads the variables that every exporter knows; null where none names an endpoint, or where
 * `OTEL_SDK_DISABLED` is true: https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export function telemetryOf(env: Environment): TelemetrySettings | null {
  const own = env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] ?? "";
  const base = env["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? "";
  const none = env["OTEL_TRACES_EXPORTER"] === "none" || env["OTEL_SDK_DISABLED"] === "true";
  const url = own === "" ? (base === "" ? "" : `${base.replace(/\/+$/, "")}/v1/traces`) : own;
  if (none || !/^https?:\/\//.test(url) || !URL.canParse(url)) return null;
  const attributes = pairsOf(env["OTEL_RESOURCE_ATTRIBUTES"]);
  const { "service.name": named, ...rest } = attributes;
  return {
    url,
    headers: telemetryHeaders(env),
    service: env["OTEL_SERVICE_NAME"] || named || "gatehouse",
    attributes: rest,
  };
}

/** The headers that go with every export; their values usually let somebody in. */
export function telemetryHeaders(env: Environment): Record<string, string> {
  const all = pairsOf(env["OTEL_EXPORTER_OTLP_HEADERS"]);
  return { ...all, ...pairsOf(env["OTEL_EXPORTER_OTLP_TRACES_HEADERS"]) };
}

/** `a=1,b=2`, with each value as an address spells it. */
function pairsOf(text = ""): Record<string, string> {
  const pairs = text.split(",").flatMap((pair): [string, string][] => {
    const at = pair.indexOf("=");
    if (at < 1) return [];
    return [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())]];
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // It is no encoding, so it stands as it is.
    return value;
  }
}
