import type { FactList } from "./fact-list.ts";
import { fileSort } from "./file-sort.ts";

/** Assignments that put code before a wallet, a request or the clipboard. */
const HOOK =
  /\b(?:window|globalThis|self)\s{0,3}\.\s{0,3}ethereum\s{0,3}\.\s{0,3}(?:request|send|sendAsync)\s{0,3}=(?!=)|\bXMLHttpRequest\s{0,3}\.\s{0,3}prototype\s{0,3}\.\s{0,3}(?:open|send)\s{0,3}=(?!=)|(?:^|[;{\s.])fetch\s{0,3}=\s{0,3}(?:async|function)|\b(?:pyperclip|clipboard\w{0,9})\s{0,3}\.\s{0,3}(?:copy|writeText|writeSync|write)\s{0,3}\(|\bclip\s{0,3}\.\s{0,3}write\w{0,4}\s{0,3}\(|\bclipboardData\s{0,3}\??\.\s{0,3}setData\s{0,3}\(/g;
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
  const hidden = withoutAddress(text);
  if (hidden !== null) return list.add("payment-hook", hidden.start, hidden.end);
  if (!ADDRESS.test(text) || !REPLACES.test(text)) return;
  const [hook] = text.matchAll(HOOK);
  // Who stands before a wallet need not look for addresses: they are handed to it.
  if (!SEARCH.test(text) && !/ethereum/.test(hook?.[0] ?? "")) return;
  if (hook !== undefined) list.add("payment-hook", hook.index, hook.index + hook[0].length);
}

/** Signs that stand this close together belong to one piece of code. */
const NEAR = 1500;
const REQUEST =
  /\b\w{1,20}\s{0,3}\.\s{0,3}(?:ethereum|solana|tronWeb|phantom)\s{0,3}\.\s{0,3}\w{1,30}\s{0,3}=(?!=)|\bXMLHttpRequest\s{0,3}\.\s{0,3}prototype\s{0,3}\.\s{0,3}(?:open|send)\s{0,3}=(?!=)|\b(?:window|globalThis|self)\s{0,3}\.\s{0,3}fetch\s{0,3}=\s{0,3}(?:async|function|\()/g;
const TAKES_CLIPBOARD =
  /\b(?:pyperclip|clipboard\w{0,9}|clip|navigator\.clipboard)\s{0,3}\.\s{0,3}(?:paste|readText|readSync|read|get\w{0,20})\s{0,3}\(|\bGetClipboardData\b|Get-Clipboard/g;
const GIVES_CLIPBOARD =
  /\b(?:pyperclip|clipboard\w{0,9}|clip)\s{0,3}\.\s{0,3}(?:copy|writeText|writeSync|write|set\w{0,20})\s{0,3}\(|\bSetClipboardData\b|Set-Clipboard/;
const AGAIN = /\bwhile\b|setInterval\s{0,3}\(|\bsleep\s{0,3}\(|Start-Sleep|\bTimer\s{0,3}\(/;
/** An address is looked for, and something that was put together is answered in its place. */
const SWAP =
  /\/\^?\(?(?:0x\[[\w-]{3,12}\]\{40\}|bc1\[|\[13\]\[)[^\n]{0,80}?\/[a-z]{0,3}\.test\(\s{0,3}(\w{1,40})\s{0,3}\)\s{0,3}\)\s{0,3}\{?\s{0,20}return\s([^;\n]{3,200})/g;

/** Code that does so without an address that one could read: it is split, encoded or fetched. */
function withoutAddress(text: string): { start: number; end: number } | null {
  return swap(text) ?? watchedClipboard(text) ?? changedRequest(text);
}

function swap(text: string): { start: number; end: number } | null {
  for (const match of text.matchAll(SWAP)) {
    const [whole, asked = "", answer = ""] = match;
    const made = /\+|\.join\(|atob\(|\.from\(|\.concat\(|\$\{/.test(answer);
    if (made && !new RegExp(`\\b${asked}\\b`).test(answer))
      return { start: match.index, end: match.index + whole.length };
  }
  return null;
}

function watchedClipboard(text: string): { start: number; end: number } | null {
  for (const match of text.matchAll(TAKES_CLIPBOARD)) {
    const around = text.slice(Math.max(0, match.index - NEAR), match.index + NEAR);
    if (!GIVES_CLIPBOARD.test(around) || !AGAIN.test(around) || !SEARCH.test(around)) continue;
    return { start: match.index, end: match.index + match[0].length };
  }
  return null;
}

function changedRequest(text: string): { start: number; end: number } | null {
  for (const match of text.matchAll(REQUEST)) {
    const after = text.slice(match.index, match.index + NEAR);
    const around = text.slice(Math.max(0, match.index - NEAR), match.index + NEAR);
    const wallet = /ethereum|solana|tronWeb|phantom/.test(match[0]);
    const changes = wallet
      ? /\b(?:tx|transaction|params?|p|args?)\w{0,20}(?:\[\w{1,10}\])?\s{0,3}\.\s{0,3}(?:to|data|destination)\s{0,3}=(?!=)/.test(
          after,
        )
      : SEARCH.test(around) && /\.replace(?:All)?\s{0,3}\(/.test(around);
    if (changes) return { start: match.index, end: match.index + match[0].length };
  }
  return null;
}
