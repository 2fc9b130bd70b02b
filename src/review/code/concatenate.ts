import { constant, joinAll, only, taintsOnly, UNKNOWN, type Known, type Value } from "./value.ts";

/** Longer texts than this are not put together: nothing would read them. */
const TEXT_CAP = 4 * 1024 * 1024;

/** Where the system keeps what is open under the number of its handle: `/proc/self/fd/3`. */
const HANDLES = /^\/(?:proc\/(?:self|\d+|…)|dev)\/fd\/$/;

/** Texts put one after another: known when all parts are, with their layers kept. */
export function concatenate(values: readonly Value[]): Value {
  const taints = joinAll(values.map(taintsOnly)).taints;
  let text = "";
  let complete = true;
  for (const value of values) {
    const known = only(value);
    const part = known === undefined ? null : asText(known);
    const opened = part === null && HANDLES.test(text) ? value.subject : null;
    if (opened !== null) text = "";
    complete = complete && part !== null && text.length + part.length <= TEXT_CAP;
    if (text.length < TEXT_CAP) text += part ?? opened ?? value.prefix ?? "…";
  }
  const layers = layersOf(values);
  // What is known around the gaps still says where an address or a path points to.
  if (!complete) return { ...UNKNOWN, taints, layers, prefix: text === "…" ? null : text };
  return { ...constant(text), taints, layers: wholeLayer(layers, text) };
}

/** Characters that were made one by one are one layer when they stand together. */
function wholeLayer(layers: Value["layers"], text: string): Value["layers"] {
  const last = layers.at(-1);
  if (last?.codec !== "char-codes") return layers;
  return [...layers.slice(0, -1), { codec: last.codec, text: text.slice(0, 2000) }];
}

/** The layers of the value that was unwrapped most. */
export function layersOf(values: readonly Value[]): Value["layers"] {
  return values.reduce<Value["layers"]>(
    (best, value) => (value.layers.length > best.length ? value.layers : best),
    [],
  );
}

function asText(known: Known): string | null {
  if (typeof known === "string") return known;
  if (known instanceof Uint8Array) return Buffer.from(known).toString("latin1");
  return String(known);
}
