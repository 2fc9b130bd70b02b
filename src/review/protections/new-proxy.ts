import type { Places } from "../code/places.ts";
import type { ChangedLines } from "./changed-lines.ts";
import type { Change } from "./change.ts";

const URL = /\b(?:https?|socks[45]h?):\/\/(?:[^/@\s"'`<>]{1,100}@)?([\w-]+(?:\.[\w-]+)+)/gi;
const PROXY = /prox(?:y|ies)/i;
/** An address may stand this many lines below the word that says what it is for. */
const NEAR = 2;

/** Proxies that a change brings along: everything goes through them from now on. At most three. */
export function newProxies(
  { added }: ChangedLines,
  { before, places }: { before: string; places: Places },
): Change[] {
  const words = added.filter(({ text }) => PROXY.test(text)).map(({ line }) => line);
  return added
    .filter(({ line }) => words.some((word) => line >= word && line - word <= NEAR))
    .flatMap(({ text, line }) =>
      [...text.matchAll(URL)].map(([url, host = ""]) => ({ url, host, line })),
    )
    .filter(({ host }) => !before.includes(host) && !isNear(host, places))
    .slice(0, 3)
    .map(({ url, line }) => ({ name: "change.new-proxy", value: url, line }));
}

function isNear(host: string, { kinds }: Places): boolean {
  return kinds["near-host"](`https://${host}`) || kinds["known-host"](`https://${host}`);
}
