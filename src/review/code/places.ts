import { CORE_SCHEMA, load } from "js-yaml";
import { RE2JS } from "re2js";
import { z } from "zod";

const Patterns = z.array(z.string());
const PlacesFile = z.strictObject({
  credential_files: Patterns,
  credential_variables: Patterns,
  startup_files: Patterns,
  ci_files: Patterns,
  metadata_addresses: Patterns,
  metadata_facts: Patterns,
  drop_hosts: Patterns,
  registry_hosts: Patterns,
  installer_hosts: Patterns,
  service_hosts: Patterns,
  near_hosts: Patterns,
  bare_addresses: Patterns,
  known_resolvers: Patterns,
  /** Variables of well-known services, and the hosts that these services have. */
  credential_owners: z.array(z.strictObject({ variables: z.string(), hosts: z.string() })),
});

/** The kinds of places by which a rule names them. */
export type PlaceKind =
  | "credential-file"
  | "drop-host"
  | "registry-host"
  | "installer-host"
  | "service-host"
  | "near-host"
  | "known-host"
  | "familiar-host"
  | "bare-address"
  | "metadata"
  | "startup";

/** Tells whether a text names one of a kind of places. */
export type PlaceTest = (text: string) => boolean;

/** The places in the world that give an API call its weight, as tests. */
export interface Places {
  credentialFile: PlaceTest;
  credentialVariable: PlaceTest;
  startupFile: PlaceTest;
  ciFile: PlaceTest;
  /** Where a cloud answers with credentials of the machine; not what only says where it stands. */
  metadataAddress: PlaceTest;
  /** Hosts where anybody can open a letter box that only they can read. */
  dropHost: PlaceTest;
  /** Package registries and forges: the ordinary peers of build and release scripts. */
  registryHost: PlaceTest;
  /** Every kind under the name that rules use. */
  kinds: Readonly<Record<PlaceKind, PlaceTest>>;
  /** Whether a well-known service's variable goes to a host that is not that service's. */
  foreignTo: (variable: string, destination: string) => boolean;
}

/** Reads the list of places; throws with the path and everything that is wrong in it. */
export function parsePlaces(text: string, path: string): Places {
  const result = PlacesFile.safeParse(load(text, { schema: CORE_SCHEMA }));
  if (!result.success) throw new Error(`${path}: ${z.prettifyError(result.error)}`);
  const file = result.data;
  const metadata = anyOf(file.metadata_addresses);
  const harmless = anyOf(file.metadata_facts);
  const tests = {
    credentialFile: anyOf(file.credential_files),
    credentialVariable: anyOf(file.credential_variables),
    startupFile: anyOf(file.startup_files),
    ciFile: anyOf(file.ci_files),
    metadataAddress: (text: string) => metadata(text) && !harmless(text),
    dropHost: anyOf(file.drop_hosts),
    registryHost: anyOf(file.registry_hosts),
  };
  const near = anyOf(file.near_hosts);
  const bare = anyOf(file.bare_addresses);
  const resolver = anyOf(file.known_resolvers);
  const kinds = {
    "credential-file": tests.credentialFile,
    "drop-host": tests.dropHost,
    "registry-host": tests.registryHost,
    "installer-host": anyOf(file.installer_hosts),
    "service-host": anyOf(file.service_hosts),
    "near-host": near,
    // What a repository talks to already is known of a review, and not of the world.
    "known-host": () => false,
    "familiar-host": () => true,
    "bare-address": (text: string) => bare(text) && !near(text) && !resolver(text),
    metadata: tests.metadataAddress,
    startup: tests.startupFile,
  };
  return { ...tests, kinds, foreignTo: owners(file.credential_owners, near) };
}

/** The first owner whose variables fit decides; nobody's variables are foreign nowhere. */
function owners(
  list: readonly { variables: string; hosts: string }[],
  near: PlaceTest,
): Places["foreignTo"] {
  const tests = list.map(({ variables, hosts }) => ({
    variable: anyOf([variables]),
    host: anyOf([hosts]),
  }));
  return (variable, destination) => {
    const name = variable.replace(/^secrets\./, "");
    const owner = tests.find((each) => each.variable(name));
    const somewhere = /[a-z0-9-]\.[a-z]|\d\.\d/i.test(destination) && !/^…/.test(destination);
    return owner !== undefined && somewhere && !near(destination) && !owner.host(destination);
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
