import { parse } from "yaml";
import { RE2JS } from "re2js";
import { z } from "zod";

const Patterns = z.array(z.string());
const PlacesFile = z.strictObject({
  credential_files: Patterns,
  credential_variables: Patterns,
  startup_files: Patterns,
  ci_files: Patterns,
  metadata_addresses: Patterns,
  drop_hosts: Patterns,
  registry_hosts: Patterns,
});

/** Tells whether a text names one of a kind of places. */
export type PlaceTest = (text: string) => boolean;

/** The places in the world that give an API call its weight, as tests. */
export interface Places {
  credentialFile: PlaceTest;
  credentialVariable: PlaceTest;
  startupFile: PlaceTest;
  ciFile: PlaceTest;
  metadataAddress: PlaceTest;
  /** Hosts where anybody can open a letter box that only they can read. */
  dropHost: PlaceTest;
  /** Package registries and forges: the ordinary peers of build and release scripts. */
  registryHost: PlaceTest;
}

/** Reads the list of places; throws with the path and everything that is wrong in it. */
export function parsePlaces(text: string, path: string): Places {
  const result = PlacesFile.safeParse(parse(text));
  if (!result.success) throw new Error(`${path}: ${z.prettifyError(result.error)}`);
  const file = result.data;
  return {
    credentialFile: anyOf(file.credential_files),
    credentialVariable: anyOf(file.credential_variables),
    startupFile: anyOf(file.startup_files),
    ciFile: anyOf(file.ci_files),
    metadataAddress: anyOf(file.metadata_addresses),
    dropHost: anyOf(file.drop_hosts),
    registryHost: anyOf(file.registry_hosts),
  };
}

/** Linear in the text, whatever the pattern: the text is the attacker's. */
function anyOf(patterns: string[]): PlaceTest {
  const pattern = RE2JS.compile(
    patterns.map((each) => `(?:${each})`).join("|"),
    RE2JS.CASE_INSENSITIVE,
  );
  const cache = new Map<string, boolean>();
  return (text) => {
    const known = cache.get(text);
    if (known !== undefined) return known;
    const found = pattern.matcher(text.slice(0, 4096)).find();
    if (cache.size < 10_000) cache.set(text, found);
    return found;
  };
}
