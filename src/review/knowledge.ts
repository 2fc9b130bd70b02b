import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Rule } from "./rules/rule.ts";
import { loadRules } from "./rules/load-rules.ts";
import { loadGrammars, type Grammars } from "./languages/grammars.ts";
import { parseVocabulary, type Vocabulary } from "./code/vocabulary.ts";
import { parsePlaces, type Places } from "./code/places.ts";
import { parseKnown, type KnownPackages } from "./dependencies/known.ts";

/** Everything a review knows before it sees the change: all of it data. */
export interface Knowledge {
  rules: readonly Rule[];
  vocabularies: ReadonlyMap<string, Vocabulary>;
  places: Places;
  known: KnownPackages;
  grammars: Grammars;
}

/**
 * Loads rules, vocabularies and grammars from the project folder `root`. Throws with file
 * and line when one of them is wrong: a review never runs with half of its knowledge.
 */
export async function loadKnowledge(root: string): Promise<Knowledge> {
  const folder = join(root, "rules", "vocabulary");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".yml"));
  const vocabularies = new Map<string, Vocabulary>();
  for (const name of files) {
    if (name === "places.yml") continue;
    const path = join(folder, name);
    const vocabulary = parseVocabulary(await readFile(path, "utf8"), path);
    vocabularies.set(vocabulary.language, vocabulary);
  }
  const placesPath = join(folder, "places.yml");
  const knownPath = join(root, "rules", "dependencies", "known.yml");
  return {
    rules: await loadRules(join(root, "rules")),
    vocabularies,
    places: parsePlaces(await readFile(placesPath, "utf8"), placesPath),
    known: parseKnown(await readFile(knownPath, "utf8"), knownPath),
    grammars: await loadGrammars(root),
  };
}
