import { html, type Html, raw } from "./html.ts";

/** What GitHub makes live in text that is not code: addresses, people, issues and commits. */
const REFERENCES =
  /(?<address>https?:\/\/[^\s<]+|www\.[^\s<]+)|(?<person>(?<![\w`])@[A-Za-z0-9][A-Za-z0-9-]*)|(?<issue>(?:[\w.-]+\/[\w.-]+)?#\d+\b|\bGH-\d+\b)|(?<commit>\b[0-9a-f]{40}\b)/gi;

/** Text with its references as links, roughly as GitHub's "autolinked references" are. */
export function withReferences(text: string): Html {
  const parts: Html[] = [];
  let from = 0;
  for (const match of text.matchAll(REFERENCES)) {
    const [kind = ""] = Object.entries(match.groups ?? {}).find(([, found]) => found) ?? [];
    const url = kind === "address" ? match[0] : `/${encodeURIComponent(match[0])}`;
    parts.push(html`${text.slice(from, match.index)}`);
    parts.push(html`<a class="reference ${kind}" href="${url}">${match[0]}</a>`);
    from = match.index + match[0].length;
  }
  return raw([...parts, html`${text.slice(from)}`].map((part) => part.html).join(""));
}
