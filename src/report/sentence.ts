import { CAPABILITY_PHRASES } from "../model/capability.ts";
import { TRIGGER_PHRASES } from "../model/trigger.ts";
import { codeSpan } from "./encoder.ts";

/**
 * Words that a review uses to tie captures together. None of them reassures: a file name
 * made of them can at most repeat what Gatehouse says anyway.
 */
const CONNECTING =
  "a an and are as at be been before by can change changed changes code does each file files for from gives has have hidden in into is it its makes of on one only or other out reads run runs sends starts that the them then this to two via when where which while with without would writes new now (new) (started it's";
/** More than anybody reads as one sentence, in UTF-16 units. */
const MAX_LENGTH = 1000;
/** Words that could turn a warning round are never taken for ours. */
const REASSURING = /^(?:no|not|none|never|nothing|safe|clean|harmless|trusted|approved|ok|fine)$/i;
const WORD = /^\(?[A-Za-z][a-z'-]*\)?$/;

const OWN_WORDS = wordsOf([
  CONNECTING,
  ...Object.values(CAPABILITY_PHRASES),
  ...Object.values(TRIGGER_PHRASES),
]);

/**
 * Renders a sentence that a review wrote, captures and all, as Markdown: words of our own
 * closed list stay prose, everything else stands in code. `ours` are more texts whose words
 * are ours, such as the title and the message of a rule.
 */
export function sentence(text: string, ours: readonly string[] = []): string {
  const words = new Set([...OWN_WORDS, ...wordsOf(ours)]);
  return render(text, (word) => WORD.test(word) && words.has(word.toLowerCase()));
}

/**
 * Renders text that a rule says to people: plain words stay prose; whatever Markdown or
 * GitHub could take for markup, an address, a mention, an issue or a commit stands in code.
 */
export function prose(text: string): string {
  return render(
    text,
    (word) => /^[A-Za-z0-9()'’"“”%/–—-]+$/.test(word) && !/^(?:[0-9a-f]{7,}|gh-\d+)$/i.test(word),
  );
}

interface Part {
  kind: "own" | "space" | "word" | "quoted";
  text: string;
}

function render(text: string, isOurs: (word: string) => boolean): string {
  const joined: Part[] = [];
  const short = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)} …` : text;
  for (const part of partsOf(short, isOurs)) join(joined, part);
  return joined
    .map((part) =>
      part.kind === "word" || part.kind === "quoted" ? codeSpan(part.text) : part.text,
    )
    .join("");
}

function partsOf(text: string, isOurs: (word: string) => boolean): Part[] {
  const tokens = text.matchAll(/`([^`]+)`|(\s+)|([^\s`]+|`)/g);
  return [...tokens].flatMap(([, quoted, space, token]): Part[] => {
    if (quoted !== undefined) return [{ kind: "quoted", text: quoted }];
    if (space !== undefined) return [{ kind: "space", text: " " }];
    const stop = /[,.;:!?]?$/.exec(token ?? "")?.[0] ?? "";
    const word = (token ?? "").slice(0, (token ?? "").length - stop.length);
    // A bracket that closes after code is ours; alone it makes no markup.
    const own = word === "" || word === ")" || isOurs(word);
    if (own) return [{ kind: "own", text: word + stop }];
    return [
      { kind: "word", text: word },
      { kind: "own", text: stop },
    ];
  });
}

/** Two code spans must not touch, and neighbouring words read better in one. */
function join(parts: Part[], part: Part): void {
  if (part.text === "") return;
  const last = parts.at(-1);
  const before = parts.at(-2);
  if (isCode(part) && isCode(last)) last.text += part.text;
  else if (part.kind === "word" && last?.kind === "space" && before?.kind === "word") {
    parts.pop();
    before.text += ` ${part.text}`;
  } else parts.push({ ...part });
}

function isCode(part: Part | undefined): part is Part {
  return part?.kind === "word" || part?.kind === "quoted";
}

function wordsOf(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => text.replace(/\{[^}]*\}/g, " ").split(/\s+/))
    .map((word) => word.replace(/[,.;:!?]+$/, "").toLowerCase())
    .filter((word) => WORD.test(word) && !REASSURING.test(word));
}
