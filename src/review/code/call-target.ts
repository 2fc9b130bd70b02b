import { commandWords } from "./embedded.ts";
import { EVERYTHING } from "./environment.ts";
import type { EvaluatedCall } from "./analysis.ts";
import { subjectOf } from "./host-object.ts";
import { operands, urlIn } from "./command-line.ts";
import { taintsOf, textOrPrefix, UNKNOWN, type Value } from "./value.ts";
import type { Meaning } from "./vocabulary.ts";

/** The text that says what a call acts on, as far as it is known. */
export function targetOf(usual: string, meaning: Meaning, call: EvaluatedCall): string | null {
  switch (meaning.target) {
    case "url":
      return (
        urlIn([...call.args, ...call.named.values()]) ??
        askedFor(call.args) ??
        placeIn(call.args) ??
        inherited(call)
      );
    case "all":
      return EVERYTHING;
    case "api":
      return usual;
    case "operand":
      return textOrPrefix(operands(call.args, meaning.sends)[0] ?? UNKNOWN);
    case "line":
      return [usual, ...call.args.map((value) => textOrPrefix(value) ?? "…")].join(" ");
    case "receiver":
      return textOrPrefix(call.receiver) ?? inherited(call);
    case "member":
      return call.method;
    case "input":
      return call.input === null ? null : textOrPrefix(call.input);
    default:
      if (meaning.command) return commandWords(call.args)?.join(" ") ?? null;
      return argumentText(call.args[meaning.target]) ?? handle(meaning, call) ?? inherited(call);
  }
}

/** A file whose name came from the listing of a folder is one of those in that folder. */
export function listedPlace(
  target: string | null,
  meaning: Meaning,
  call: EvaluatedCall,
): string | null {
  if (meaning.does !== "read.file" || (target !== null && !target.startsWith("…"))) return target;
  const taints = call.args.flatMap((value) => taintsOf(value));
  const secret = taints.find(
    ({ capability, detail }) => capability === "read.credential" && /[/~]/.test(detail ?? ""),
  );
  if (secret !== undefined) return secret.detail;
  const folder = taints.find(
    ({ capability, detail }) => capability === "read.file" && /^(?:~|\/|[A-Z]:)/.test(detail ?? ""),
  );
  return folder === undefined ? target : `${folder.detail ?? ""}/…`;
}

/** What is written into an open file or connection goes where that is. */
function handle(meaning: Meaning, call: EvaluatedCall): string | null {
  const { sink = meaning.does } = meaning;
  if (typeof meaning.target !== "number" || !/^write\.file|^network/.test(sink ?? "")) return null;
  return call.args[meaning.target]?.subject ?? null;
}

/** A request that was made before, and is only sent now, goes where it was made for. */
function askedFor(args: readonly Value[]): string | null {
  const made = args.find(({ apis, subject }) => apis.length > 0 && subject !== null);
  return made !== undefined && urlIn([{ ...UNKNOWN, known: [made.subject] }]) !== null
    ? made.subject
    : null;
}

function placeIn(args: readonly Value[]): string | null {
  for (const value of args) {
    const text = value.boxes.length > 0 ? argumentText(value) : null;
    if (text !== null) return text;
  }
  return null;
}

/** An options record names its place in one of a few fields: `{ hostname, path }`. */
function argumentText(value: Value | undefined): string | null {
  if (value === undefined) return null;
  const text = textOrPrefix(value);
  if (text !== null) return text;
  for (const box of value.boxes) {
    for (const field of [
      "url",
      "uri",
      "href",
      "baseURL",
      "hostname",
      "host",
      "path",
      "file",
      "filename",
    ]) {
      const found = box.fields.get(field);
      const known = textOrPrefix(found ?? UNKNOWN);
      if (known !== null) return known;
    }
    const items = (box.items ?? []).map((item) => textOrPrefix(item) ?? "…");
    if (items.length > 0) return items.join(" ");
  }
  return null;
}

/** A method of a connection acts on what the connection was made to. */
function inherited(call: EvaluatedCall): string | null {
  const taint = call.receiver.taints.find((each) => each.capability.startsWith("network."));
  return call.receiver.subject ?? subjectOf(call.receiver) ?? taint?.detail ?? null;
}
