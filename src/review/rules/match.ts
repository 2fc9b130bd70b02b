import type { CapabilityFact, Fact, FlowFact, TextFact } from "../../model/fact.ts";
import type { Places } from "../code/places.ts";
import type { Clause, Rule } from "./rule.ts";
import type { Located, Match, Subject } from "./subject.ts";

/** Every way in which a rule holds for a file: one match for each fact of its first clause. */
export function matchRule(rule: Rule, subject: Subject, places: Places): Match[] {
  const [first, ...rest] = rule.match;
  if (first === undefined) return [];
  const others: Located[] = [];
  for (const clause of rest) {
    if (clause.runs !== undefined) continue;
    const found = factsOf(clause, rule, subject, places);
    if (found === null) return [];
    others.push(...found.slice(0, 4));
  }
  const primaries = factsOf(first, rule, subject, places);
  if (primaries === null) return [];
  if (rule.unless.some((clause) => factsOf(clause, rule, subject, places) !== null)) return [];
  const runs = rest.flatMap((clause) => (clause.runs === undefined ? [] : [clause.runs]));
  const matches =
    primaries.length === 0
      ? [{ primary: null, others }]
      : primaries.map((primary) => ({ primary, others }));
  return matches.filter((match) => runs.every((triggers) => runsAt(match, triggers, subject)));
}

function runsAt(match: Match, triggers: readonly string[], subject: Subject): boolean {
  const involved = [match.primary, ...match.others].filter((each) => each !== null);
  return involved.some(({ unit }) =>
    [...subject.triggersOf(unit)].some((each) => triggers.includes(each)),
  );
}

/** The facts that a clause holds for; null when it does not hold, empty when it needs none. */
function factsOf(clause: Clause, rule: Rule, subject: Subject, places: Places): Located[] | null {
  if (clause.path !== undefined) return rule.pattern(clause.path)(subject.path) ? [] : null;
  if (clause.runs !== undefined) {
    const wanted = clause.runs;
    const found = subject.facts.filter(({ unit }) =>
      [...subject.triggersOf(unit)].some((each) => wanted.includes(each)),
    );
    return found.length === 0 ? null : found.slice(0, 1);
  }
  const facts = clause.removed_setting === undefined ? subject.facts : removed(subject);
  const fitting = facts.filter(({ fact }) => holds(clause, fact, rule, places));
  const found = gathered(fitting, clause.flow?.sources ?? 1);
  return found.length === 0 ? null : found;
}

/** Settings that the base has and the head has no more. */
function removed(subject: Subject): Located[] {
  const now = new Set(
    subject.facts.flatMap(({ fact }) => (fact.kind === "setting" ? [fact.name] : [])),
  );
  return subject.baseFacts.filter(({ fact }) => fact.kind === "setting" && !now.has(fact.name));
}

function holds(clause: Clause, fact: Fact, rule: Rule, places: Places): boolean {
  switch (fact.kind) {
    case "flow":
      return clause.flow !== undefined && flowHolds(clause.flow, fact, rule, places);
    case "capability":
      if (clause.command !== undefined)
        return (
          fact.capability === "execute.process" && pattern(rule, clause.command, fact.target ?? "")
        );
      return (
        clause.capability !== undefined && capabilityHolds(clause.capability, fact, rule, places)
      );
    case "text":
      return clause.text !== undefined && textHolds(clause.text, fact, rule);
    case "file":
      return clause.file?.includes(fact.feature) ?? false;
    case "setting": {
      const wanted = clause.setting ?? clause.removed_setting;
      return (
        wanted !== undefined &&
        pattern(rule, wanted.name, fact.name) &&
        pattern(rule, wanted.value, fact.value)
      );
    }
    case "reference":
      return (
        clause.reference !== undefined &&
        pattern(rule, clause.reference.type, fact.type) &&
        pattern(rule, clause.reference.name, fact.name)
      );
    case "edge":
      return clause.command !== undefined && rule.pattern(clause.command)(fact.by);
    default:
      throw new Error(`unknown fact ${(fact satisfies never as Fact).kind}`);
  }
}

function textHolds(clause: NonNullable<Clause["text"]>, fact: TextFact, rule: Rule): boolean {
  if (Array.isArray(clause)) return clause.includes(fact.feature);
  return clause.any.includes(fact.feature) && rule.pattern(clause.says)(fact.excerpt);
}

/** Flows to a destination that at least so many different sources reach. */
function gathered(found: Located[], sources: number): Located[] {
  if (sources < 2) return found;
  const destinationOf = ({ fact }: Located) => (fact.kind === "flow" ? fact.destination : null);
  const groups = [...Map.groupBy(found, destinationOf).values()];
  return groups
    .filter((group) => {
      const names = group.map(({ fact }) => (fact.kind === "flow" ? fact.source : null));
      return new Set(names).size >= sources;
    })
    .flat();
}

function flowHolds(
  clause: NonNullable<Clause["flow"]>,
  fact: FlowFact,
  rule: Rule,
  places: Places,
): boolean {
  const to = fact.destination ?? "";
  return (
    clause.from.includes(fact.from) &&
    clause.to.includes(fact.to) &&
    pattern(rule, clause.source, fact.source ?? "") &&
    !matched(rule, clause.not_source, fact.source ?? "") &&
    pattern(rule, clause.destination, to) &&
    !matched(rule, clause.not_destination, to) &&
    placed(clause.source_is, clause.source_is_not, fact.source ?? "", places) &&
    placed(clause.destination_is, clause.destination_is_not, to, places) &&
    (clause.foreign !== true || places.foreignTo(fact.source ?? "", to)) &&
    (clause.step === undefined || fact.steps.includes(clause.step)) &&
    (clause.not_step === undefined || !fact.steps.includes(clause.not_step)) &&
    (clause.direct !== true || !fact.steps.includes("call")) &&
    (clause.decoded === undefined || clause.decoded === fact.decoded.length > 0) &&
    (clause.at_load === undefined || clause.at_load === fact.atLoad)
  );
}

function capabilityHolds(
  clause: NonNullable<Clause["capability"]>,
  fact: CapabilityFact,
  rule: Rule,
  places: Places,
): boolean {
  const target = fact.target ?? "";
  return (
    clause.any.includes(fact.capability) &&
    pattern(rule, clause.target, target) &&
    !matched(rule, clause.not_target, target) &&
    pattern(rule, clause.api, fact.api) &&
    placed(clause.target_is, clause.target_is_not, target, places) &&
    pattern(rule, clause.content, fact.content ?? "") &&
    !matched(rule, clause.not_content, fact.content ?? "") &&
    (clause.decoded === undefined || clause.decoded === fact.decoded.length > 0) &&
    (clause.at_load === undefined || clause.at_load === fact.atLoad)
  );
}

function pattern(rule: Rule, source: string | undefined, text: string): boolean {
  return source === undefined || rule.pattern(source)(text);
}

function matched(rule: Rule, source: string | undefined, text: string): boolean {
  return source !== undefined && rule.pattern(source)(text);
}

type Where = NonNullable<Clause["flow"]>["destination_is"];

function placed(wanted: Where, unwanted: Where, text: string, places: Places): boolean {
  // A part of a host that only shows at run time stands for any.
  const host = text.replace(/(?<=\/\/[\w.-]{0,200})…/g, "x");
  const is = (kind: Kind) => places.kinds[kind](host);
  return (
    (wanted === undefined || kindsOf(wanted).some(is)) &&
    (unwanted === undefined || !kindsOf(unwanted).some(is))
  );
}

type Kind = Exclude<NonNullable<Where>, readonly unknown[]>;

function kindsOf(where: NonNullable<Where>): readonly Kind[] {
  return Array.isArray(where) ? where : [where];
}
