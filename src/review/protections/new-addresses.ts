import type { Places } from "../code/places.ts";
import { changedLines } from "./changed-lines.ts";
import type { Change } from "./change.ts";

const URL =
  /\b(?:https?|wss?|ftps?|tcp|stratum\+tcp):\/\/(?:[^/@\s"'`<>]{1,100}@)?[\w-]+(?:\.[\w-]+)+[^\s"'`<>)\\]{0,120}/gi;
const RECIPIENT =
  /\b(?:bcc|cc|forward_?to|also_?to|copy_?to)\b["']?\]?\s{0,3}(?:[:=(,]|=>)\s{0,3}\[?\s{0,3}["'`]([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)["'`]/i;
/** Mail that carries what lets somebody in, to one address that stands in the code. */
const SECRET_MAIL =
  /\b(?:send|mail|notify|deliver)\w{0,30}\s{0,3}\(\s{0,3}["'`]([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)["'`].{0,200}\b(?:token|password|passwd|secret|otp|reset_?(?:link|url)|api_?key)\b/i;
const COMMENT = /^(?:\/\/|#(?!\[)|\*|\/\*|--|<!--|;|"""|'''|%|@rem\b|rem\b|dnl\b|::)/i;
const KNOWN: readonly (keyof Places["kinds"])[] = [
  "near-host",
  "registry-host",
  "installer-host",
  "service-host",
  "known-host",
  "familiar-host",
  "bare-address",
];
const MOST = 5;

/**
 * Addresses in the lines that a change adds to a program, whose owner neither the base nor the
 * world knows, and people who get a copy of mail. Comments are no program. At most five.
 */
export function newAddresses(before: string, after: string, places: Places): Change[] {
  const added = changedLines(before, after)?.added ?? [];
  const found = new Map<string, Change>();
  for (const { text, line } of added) {
    if (found.size >= MOST) break;
    if (COMMENT.test(text)) continue;
    for (const [url] of text.matchAll(URL)) {
      const host = url.replace(/^([^/]*\/\/[^/?#]*).*$/s, "$1").toLowerCase();
      if (found.has(host) || KNOWN.some((kind) => places.kinds[kind](url))) continue;
      found.set(host, { name: "change.new-address", value: url.slice(0, 200), line });
    }
    const recipient = (RECIPIENT.exec(text) ?? SECRET_MAIL.exec(text))?.[1];
    if (recipient === undefined) continue;
    const host = `//${recipient.slice(recipient.indexOf("@") + 1)}`;
    if (KNOWN.some((kind) => places.kinds[kind](host))) continue;
    found.set(recipient, { name: "change.new-recipient", value: recipient, line });
  }
  return [...found.values()];
}
