import { createHash } from "node:crypto";
import type { Fact, FlowFact } from "../../model/fact.ts";
import type { Match } from "./subject.ts";

/** What a fact says, without its place: the same before and after lines move. */
function essence(fact: Fact): string {
  switch (fact.kind) {
    case "flow":
      return [fact.kind, fact.from, ...withoutVersion(fact)].join("\u0001");
    case "capability":
      return [fact.kind, fact.capability, fact.target].join("\u0001");
    case "text":
      return [fact.kind, fact.feature, fact.excerpt].join("\u0001");
    case "file":
      return [fact.kind, fact.feature, fact.detail].join("\u0001");
    case "setting":
      return [fact.kind, fact.name, fact.value].join("\u0001");
    case "reference":
      return [fact.kind, fact.type, fact.name].join("\u0001");
    case "edge":
      return [fact.kind, fact.to, fact.by].join("\u0001");
    default:
      throw new Error(`unknown fact ${(fact satisfies never as Fact).kind}`);
  }
}

const VERSION = /(?<![\d.])\d+(?:\.\d+)+(?:-(?:alpha|beta|rc|pre|preview)[.\d]*)?/gi;

/**
 * Source, sink and destination of a flow. Another version of the same name at the same place is
 * no other source: who decides there could decide before. Only whole versions in the path count,
 * never the host or a query; and in the destination only those that the path of the source has.
 */
function withoutVersion({ source, to, destination }: FlowFact): (string | null)[] {
  const [, place, path, rest] = /^([a-z+]+:\/\/[^/?#]+\/)([^?#]*)(.*)$/is.exec(source ?? "") ?? [];
  if (place === undefined || path === undefined) return [source, to, destination];
  const versions = new Set(path.match(VERSION) ?? []);
  const where = destination?.replace(VERSION, (each) => (versions.has(each) ? "*" : each));
  return [`${place}${path.replace(VERSION, "*")}${rest}`, to, where ?? null];
}

/** The key under which a match of the base and one of the head are the same. */
export function identityOf(rule: string, path: string, match: Match): string {
  const facts = [match.primary, ...match.others].flatMap((each) =>
    each === null ? [] : [each.fact],
  );
  return [rule, path, ...facts.map(essence)].join("\u0000");
}

/**
 * The finding's fingerprint: independent of lines, commits and wording, so that it names the
 * same finding in annotations, SARIF and commands. `occurrence` counts equal ones of a file.
 */
export function fingerprintOf(identity: string, occurrence: number): string {
  return createHash("sha256").update(`${identity}\u0000${occurrence}`).digest("hex").slice(0, 32);
}
