import { parse as parseYaml } from "yaml";
import { constant, list, record, UNKNOWN, type Value } from "./value.ts";

/** Data nests deeper than this only to cost time. */
const DEPTH = 40;
const LONGEST = 1_000_000;

/** A value that was read from a document of data, as the evaluator knows values. */
export function valueOfData(data: unknown, depth = DEPTH): Value {
  if (typeof data === "string" || typeof data === "number" || typeof data === "boolean")
    return constant(data);
  if (data === null) return constant(null);
  if (typeof data !== "object" || depth === 0) return UNKNOWN;
  if (Array.isArray(data)) return list(data.map((item) => valueOfData(item, depth - 1)));
  const fields = Object.entries(data).map(([key, item]): [string, Value] => [
    key,
    valueOfData(item, depth - 1),
  ]);
  return record(new Map(fields));
}

/** What a JSON text holds; null when it is none. */
export function valueOfJson(text: string): Value | null {
  if (text.length > LONGEST) return null;
  try {
    return valueOfData(JSON.parse(text));
  } catch (error) {
    // Text that is no JSON gives no value.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What a YAML text holds, without tags that make objects; null when it is none. */
export function valueOfYaml(text: string): Value | null {
  if (text.length > LONGEST) return null;
  try {
    return valueOfData(parseYaml(text, { maxAliasCount: 100, logLevel: "silent" }));
  } catch (error) {
    // Text that is no YAML, or one whose aliases multiply, gives no value.
    if (error instanceof Error) return null;
    throw error;
  }
}
