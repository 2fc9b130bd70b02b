import type { Analysis, EvaluatedCall } from "./analysis.ts";
import { NOTHING, UNKNOWN, join, stepped, textOrPrefix, type Value } from "./value.ts";
import type { Meaning } from "./vocabulary.ts";

/** Whether nothing of a path is known but that it has folders. */
export function isNameless(path: string | null): boolean {
  return path === null || /^[…/\\]*$/.test(path);
}

/** Puts data into the file that a value names. */
export function keepUnnamed(
  path: Value | undefined,
  data: readonly Value[],
  { unnamed }: Analysis,
): void {
  const file = path === undefined ? undefined : (unnamed.handles.get(path) ?? path);
  if (file === undefined || file === UNKNOWN || file === NOTHING) return;
  if (file.closures.length > 0 || !isNameless(textOrPrefix(file))) return;
  const before = unnamed.contents.get(file) ?? UNKNOWN;
  const written = data.reduce((out, value) => join(out, stepped(value, "file")), before);
  if (written !== UNKNOWN) unnamed.contents.set(file, written);
}

/** What was put into the file that a value names. */
export function unnamedContent(path: Value | undefined, { unnamed }: Analysis): Value {
  return (path === undefined ? undefined : unnamed.contents.get(path)) ?? UNKNOWN;
}

/** Remembers by which value a file was opened, for what is written to the open file. */
export function openedBy(path: Value | undefined, handle: Value, { unnamed }: Analysis): void {
  if (path === undefined || path === UNKNOWN || !isNameless(textOrPrefix(path))) return;
  if (handle !== path && handle.apis.length > 0) unnamed.handles.set(handle, path);
}

/** The value that names the file on which a call acts. */
export function placeGiven(meaning: Meaning, call: EvaluatedCall): Value | undefined {
  if (meaning.target === "receiver") return call.receiver;
  return typeof meaning.target === "number" ? call.args[meaning.target] : undefined;
}

/** Methods that answer the same place in another form: `path.toString()`, `file.toPath()`. */
const SAME =
  /^(?:to_?(?:string|path|file|uri|s|str|owned|path_buf|string_lossy)|get(?:absolute|canonical)?(?:path|file)|(?:absolute|as|canonical)_?(?:path|posix|file|os_str|ref|str)|absolute|resolve|clone|unwrap|fspath|realpath|display|normalize|expanduser)$/i;

/** What a method answers that only says the place again which it is called on; null otherwise. */
export function samePlace(call: EvaluatedCall, { unnamed }: Analysis): Value | null {
  if (call.method === null || !SAME.test(call.method) || call.args.length > 0) return null;
  const { receiver } = call;
  if (unnamed.contents.has(receiver)) return receiver;
  const { prefix, known } = receiver;
  return prefix !== null && known.length === 0 ? { ...UNKNOWN, prefix } : null;
}
