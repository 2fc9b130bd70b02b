import type { Fold } from "../../code/analysis.ts";
import { concatenate } from "../../code/expressions.ts";
import { constant, join, NOTHING, onlyText, UNKNOWN, type Value } from "../../code/value.ts";
import {
  buffer,
  bufferOf,
  characterOf,
  contentOf,
  layersOf,
  numberIn,
  origin,
  plain,
  setContent,
} from "./bytes.ts";
import { formatted, shown } from "./format.ts";

/** Buffers and what is written through them. Whoever wraps a buffer writes into it. */
export const BUFFER_FOLDS: readonly [string, Fold][] = [
  ["#buffer", () => buffer(constant(""))],
  ["bytes.NewBuffer", (_, [content]) => buffer(shown(content ?? constant("")))],
  ["bytes.NewBufferString", (_, [content]) => buffer(shown(content ?? constant("")))],
  [".WriteString", (receiver, [text]) => write(receiver, text)],
  [".Write", (receiver, [data]) => write(receiver, data)],
  [".WriteByte", (receiver, [code]) => write(receiver, character(code))],
  [".WriteRune", (receiver, [code]) => write(receiver, character(code))],
  [".WriteField", (receiver, args) => write(receiver, concatenate(args.map(shown)))],
  [".Encode", (receiver, args) => (args.length === 0 ? null : write(receiver, origin(args)))],
  [".CreateFormFile", (receiver) => wrapped(receiver)],
  [".CreateFormField", (receiver) => wrapped(receiver)],
  [".CreatePart", (receiver) => wrapped(receiver)],
  [".Create", (receiver) => (bufferOf(receiver) === null ? null : receiver)],
  [".String", (receiver) => content(receiver)],
  [".Bytes", (receiver) => content(receiver)],
  [".Text", (receiver) => content(receiver)],
  [".Reset", (receiver) => reset(receiver)],
  [".Set", (receiver, args) => put(receiver, args)],
  [".Add", (receiver, args) => put(receiver, args)],
  [".Name", (receiver) => (receiver.subject === null ? null : constant(receiver.subject))],
  ["fmt.Fprintf", (_, [to, ...args]) => write(to, formatted(args) ?? origin(args))],
  ["fmt.Fprint", (_, [to, ...args]) => write(to, concatenate(args.map(shown)))],
  ["fmt.Fprintln", (_, [to, ...args]) => write(to, concatenate(args.map(shown)))],
  ["io.Copy", (_, [to, from]) => write(to, from)],
  ["io.WriteString", (_, [to, text]) => write(to, text)],
  ...[
    "bufio.NewWriter",
    "compress/gzip.NewWriter",
    "compress/zlib.NewWriter",
    "compress/flate.NewWriter",
    "encoding/json.NewEncoder",
    "encoding/xml.NewEncoder",
    "encoding/gob.NewEncoder",
    "encoding/hex.NewEncoder",
    "encoding/csv.NewWriter",
    "mime/multipart.NewWriter",
    "archive/zip.NewWriter",
    "archive/tar.NewWriter",
    "bufio.NewReader",
    "bufio.NewScanner",
    "io.NopCloser",
    "io.MultiReader",
    "io.LimitReader",
  ].map((name): [string, Fold] => [name, (_, [inner]) => inner ?? null]),
  ["encoding/base64.NewEncoder", (_, [, inner]) => inner ?? null],
  ["io.ReadAll", (_, [from]) => (from === undefined ? null : plain(from))],
  ["io/ioutil.ReadAll", (_, [from]) => (from === undefined ? null : plain(from))],
  ["io.TeeReader", (_, [from]) => from ?? null],
];

/** Adds to what a buffer holds; null for everything that is no buffer. */
function write(receiver: Value | undefined, data: Value | undefined): Value | null {
  const box = receiver === undefined ? null : bufferOf(receiver);
  if (box === null || data === undefined) return null;
  const before = contentOf(box);
  const added = shown(data);
  const whole = concatenate([before, added]);
  const layers = layersOf([before, data]);
  setContent(box, {
    ...whole,
    layers: layers.length > whole.layers.length ? layers : whole.layers,
  });
  return NOTHING;
}

function character(code: Value | undefined): Value | undefined {
  const known = numberIn(code);
  if (code === undefined || known === null) return code;
  return { ...code, known: [characterOf(known & 0x1fffff)] };
}

function wrapped(receiver: Value): Value | null {
  return bufferOf(receiver) === null ? null : receiver;
}

function content(receiver: Value): Value | null {
  const box = bufferOf(receiver);
  if (box !== null) return contentOf(box);
  return onlyText(receiver) === null ? null : receiver;
}

function reset(receiver: Value): Value | null {
  const box = bufferOf(receiver);
  if (box === null) return null;
  setContent(box, constant(""));
  return NOTHING;
}

/** A record of headers or of a form keeps what is put in under a name. */
function put(receiver: Value, [key, value]: readonly Value[]): Value | null {
  const [box] = receiver.boxes;
  if (box === undefined || value === undefined || box.items !== null) return null;
  const name = key === undefined ? null : onlyText(key);
  if (name === null) box.rest = join(box.rest, value);
  else box.fields.set(name, join(box.fields.get(name) ?? UNKNOWN, value));
  return NOTHING;
}
