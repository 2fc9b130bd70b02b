import type { FactList } from "./fact-list.ts";
import { fileSort } from "./file-sort.ts";

/** Assignments that put code before a wallet, a request or the clipboard. */
const HOOK =
  /\b(?:window|globalThis|self)\s{0,3}\.\s{0,3}ethereum\s{0,3}\.\s{0,3}(?:request|send|sendAsync)\s{0,3}=(?!=)|\bXMLHttpRequest\s{0,3}\.\s{0,3}prototype\s{0,3}\.\s{0,3}(?:open|send)\s{0,3}=(?!=)|(?:^|[;{\s.])fetch\s{0,3}=\s{0,3}(?:async|function)|\b(?:pyperclip|clipboard\w{0,9})\s{0,3}\.\s{0,3}(?:copy|writeText|writeSync|write)\s{0,3}\(|\bclip\s{0,3}\.\s{0,3}write\w{0,4}\s{0,3}\(/g;
/** Code that looks for payment addresses of anybody. */
const SEARCH =
  /0x\[(?:a-fA-F0-9|0-9a-fA-F|A-Fa-f0-9|\\da-f)[^\]]{0,9}\]\{40\}|\[a-km-zA-HJ-NP-Z(?:1-9|0-9)\]|\[13\]\)?\[|bc1\[?[a-z\\]/;
/** One payment address, written out: Ethereum, or Bitcoin in both forms. */
const ADDRESS =
  /["'`](?:0x[a-fA-F0-9]{40}|bc1[a-z0-9]{25,59}|[13][a-km-zA-HJ-NP-Z1-9]{25,34})["'`]/;
const REPLACES =
  /\.replace(?:All)?\s{0,3}\(|\bre\.sub\s{0,3}\(|\.to\s{0,3}=(?!=)|\b(?:pyperclip|clipboard\w{0,9}|clip)\s{0,3}\.\s{0,3}(?:copy|write\w{0,4})\s{0,3}\(\s{0,3}["'`]/;

/**
 * Finds code that puts itself before payments, looks for addresses in what passes, and
 * brings addresses of its own: all in one file, because each alone is ordinary.
 */
export function paymentHooks(text: string, path: string, list: FactList): void {
  if (fileSort(path) === "prose") return;
  if (!ADDRESS.test(text) || !REPLACES.test(text)) return;
  const [hook] = text.matchAll(HOOK);
  // Who stands before a wallet need not look for addresses: they are handed to it.
  if (!SEARCH.test(text) && !/ethereum/.test(hook?.[0] ?? "")) return;
  if (hook !== undefined) list.add("payment-hook", hook.index, hook.index + hook[0].length);
}
