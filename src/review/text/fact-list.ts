import type { TextFact, TextFeature } from "../../model/fact.ts";
import { excerpt } from "./excerpt.ts";
import type { Lines } from "./lines.ts";

/** The most facts of one feature that one text gives; one more says how many there were. */
export const MOST_FACTS = 50;

/** Collects the facts of one text and keeps their number bounded. */
export interface FactList {
  add: (feature: TextFeature, start: number, end: number, note?: string) => void;
  facts: () => TextFact[];
}

/** A list for facts about `text`; each shows its place in the text. */
export function createFactList(text: string, lines: Lines): FactList {
  const kept: TextFact[] = [];
  const counts = new Map<TextFeature, { found: number; last: number }>();
  return {
    add: (feature, start, end, note) => {
      const found = (counts.get(feature)?.found ?? 0) + 1;
      counts.set(feature, { found, last: start });
      if (found > MOST_FACTS) return;
      const shown = excerpt(text, start, end);
      const noted = note === undefined ? shown : `${note}: ${shown}`;
      kept.push({ kind: "text", feature, excerpt: noted, at: lines.span(start, end) });
    },
    facts: () => [...kept, ...rest(counts, lines)],
  };
}

function rest(
  counts: ReadonlyMap<TextFeature, { found: number; last: number }>,
  lines: Lines,
): TextFact[] {
  return [...counts]
    .filter(([, { found }]) => found > MOST_FACTS)
    .map(([feature, { found, last }]) => ({
      kind: "text",
      feature,
      excerpt: `… and ${found - MOST_FACTS} more like this`,
      at: lines.span(last, last + 1),
    }));
}
