import { resemblesHost } from "./resembling-host.ts";
import type { ChangedLines } from "./changed-lines.ts";
import type { Change } from "./change.ts";

const LITERAL = /(["'`])((?:(?!\1)[^\\\n]|\\.){1,400})\1/g;
const BARE_URL = /\bhttps?:\/\/[\w.-]+\.[a-z]{2,}[^\s"'`<>)]*/gi;

const ADDRESS =
  /^(?:0x[a-fA-F0-9]{40}|bc1[a-z0-9]{25,59}|[13][a-km-zA-HJ-NP-Z1-9]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33}|[1-9A-HJ-NP-Za-km-z]{43,44})$/;
const ACCOUNT = /^(?:(?:pk|sk|rk)_live_\w{10,}|acct_\w{10,}|merchant[-_]\w{8,})$/;
const KEY = /^(?:[0-9a-f]{40,128}|[A-Za-z0-9+/]{40,}={0,2}|RWQ[\w+/=]{40,}|ssh-\w+ \S{40,})$/i;
const TRUSTED =
  /(?:public|release|sign\w*|verif\w*|trusted?|update\w*|minisign|ed25519|gpg|pgp)[\w-]{0,20}_?-?(?:key|pubkey|fingerprint)|pub_?key|trust_?anchor/i;

/** Constants of which only the value is another: addresses that are paid, keys that are trusted, hosts. */
export function replacedConstants({ removed, added }: ChangedLines): Change[] {
  const before = Map.groupBy(removed, ({ text }) => skeleton(text));
  return added.flatMap(({ text, line }) => {
    const [old] = before.get(skeleton(text)) ?? [];
    if (old === undefined) return [];
    const values = constants(text);
    return constants(old.text).flatMap((was, index): Change[] => {
      const now = values[index];
      const name = now === undefined || now === was ? null : kindOf(was, now, text);
      return name === null ? [] : [{ name, value: `${was} → ${now}`.slice(0, 400), line }];
    });
  });
}

/** A line without its constants: two lines of one skeleton differ only in these. */
function skeleton(text: string): string {
  return text.replace(LITERAL, "''").replace(BARE_URL, "url").slice(0, 300);
}

function constants(text: string): string[] {
  const literals = [...text.matchAll(LITERAL)].map((match) => match[2] ?? "");
  const bare = [...text.replace(LITERAL, "''").matchAll(BARE_URL)].map(([url]) => url);
  return [...literals, ...bare];
}

function kindOf(was: string, now: string, line: string): Change["name"] | null {
  const sameLetters = was.toLowerCase() === now.toLowerCase();
  if (ADDRESS.test(was) && ADDRESS.test(now) && sameLetters) return null;
  if (ADDRESS.test(was) && ADDRESS.test(now))
    return looksAlike(was, now) ? "change.lookalike-address" : "change.payment-address";
  if (ACCOUNT.test(was) && ACCOUNT.test(now)) return "change.payment-account";
  if (KEY.test(was) && KEY.test(now) && TRUSTED.test(line)) return "change.trusted-key";
  return resemblesHost(was, now) ? "change.lookalike-host" : null;
}

/** How many signs at one end people compare; by chance they agree once in 65,536 times. */
const COMPARED = 4;

/** Payment addresses that begin or end the same, as they are shown: made to be taken for the other. */
function looksAlike(was: string, now: string): boolean {
  const [a, b] = [was, now].map((each) => each.toLowerCase().replace(/^(?:0x|bc1q|1|3)/, ""));
  if (a === undefined || b === undefined || a === b) return false;
  return a.slice(0, COMPARED) === b.slice(0, COMPARED) || a.slice(-COMPARED) === b.slice(-COMPARED);
}
