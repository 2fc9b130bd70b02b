import { CAPABILITY_PHRASES } from "../../model/capability.ts";
import type { DecodedLayer, Fact } from "../../model/fact.ts";
import type { Evidence } from "../../model/review.ts";
import type { Span } from "../../model/span.ts";
import type { Rule } from "../rules/rule.ts";
import type { Located, Match, Subject } from "../rules/subject.ts";

const SHOWN = 600;

/** The words of one finding: its message, its evidence and its place. */
export function describe(
  rule: Rule,
  subject: Subject,
  match: Match,
): { message: string; evidence: Evidence[]; at: Span } {
  const facts = [match.primary, ...match.others].filter((each): each is Located => each !== null);
  const evidence = facts
    .slice(0, 12)
    .flatMap((each) => [...sourceEvidence(each), evidenceOf(each)]);
  const values = placeholders(facts[0]?.fact ?? null, subject);
  const message = rule.message.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "…");
  return {
    message: message.slice(0, 2000),
    evidence,
    at: facts[0]?.fact.at ?? { line: 1, endLine: 1 },
  };
}

/** What `{source}`, `{destination}` and their kin stand for in a rule's message. */
function placeholders(fact: Fact | null, subject: Subject): Record<string, string> {
  const base: Record<string, string> = { path: quoted(subject.path) };
  if (fact === null) return base;
  switch (fact.kind) {
    case "flow":
      return {
        ...base,
        source: sourceText(fact),
        destination:
          fact.destination === null
            ? "a place that only shows at run time"
            : quoted(fact.destination),
      };
    case "capability":
      return { ...base, target: fact.target ?? "something chosen at run time", api: fact.api };
    case "text":
      return { ...base, excerpt: quoted(fact.excerpt) };
    case "file":
      return { ...base, detail: quoted(fact.detail) };
    case "setting":
      return { ...base, name: quoted(fact.name), value: quoted(fact.value) };
    case "reference":
      return { ...base, name: quoted(fact.name), type: quoted(fact.type) };
    default:
      return base;
  }
}

/** Everything captured stands between backticks, so that nobody takes it for our words. */
function quoted(text: string): string {
  return `\`${text.replaceAll("`", "'").replace(/\s+/g, " ").slice(0, 200)}\``;
}

function sourceText(fact: Extract<Fact, { kind: "flow" }>): string {
  if (fact.source === "*") return "the whole environment";
  return fact.source === null ? (CAPABILITY_NOUNS[fact.from] ?? fact.from) : quoted(fact.source);
}

const CAPABILITY_NOUNS: Partial<Record<string, string>> = {
  "read.credential": "a credential",
  "read.environment": "the environment",
  "read.file": "a file",
  "read.host": "facts about the machine",
  "network.receive": "downloaded data",
  decode: "decoded data",
};

/** A flow that begins in another file shows that place too. */
function sourceEvidence({ fact }: Located): Evidence[] {
  if (fact.kind !== "flow" || fact.sourceAt.path === undefined) return [];
  const { path, line } = fact.sourceAt;
  const text = `${CAPABILITY_PHRASES[fact.from]}: ${fact.source ?? "…"}`.slice(0, SHOWN);
  return [{ path, line, kind: "source", text, decoded: [] }];
}

function evidenceOf({ fact, unit }: Located): Evidence {
  const decoded = decodedOf(fact).map((layer) => `${layer.codec}: ${layer.text}`.slice(0, SHOWN));
  return {
    path: unit.path,
    line: fact.at.line,
    kind: fact.kind === "flow" || fact.kind === "capability" ? fact.kind : `${fact.kind}`,
    text: textOf(fact).slice(0, SHOWN),
    decoded: decoded.slice(0, 16),
  };
}

function decodedOf(fact: Fact): readonly DecodedLayer[] {
  return fact.kind === "flow" || fact.kind === "capability" ? fact.decoded : [];
}

function textOf(fact: Fact): string {
  switch (fact.kind) {
    case "flow":
      return `${fact.source ?? fact.from} → ${fact.destination ?? fact.to}${fact.steps.length > 0 ? ` (through ${fact.steps.join(", ")})` : ""}`;
    case "capability":
      return `${CAPABILITY_PHRASES[fact.capability]}: ${fact.api}${fact.target === null ? "" : ` ${fact.target}`}`;
    case "text":
      return fact.excerpt;
    case "file":
      return fact.detail;
    case "setting":
      return `${fact.name} = ${fact.value}`;
    case "reference":
      return `${fact.type} ${fact.name}${fact.version === null ? "" : ` ${fact.version}`}`;
    case "edge":
      return fact.by;
    default:
      throw new Error(`unknown fact ${(fact satisfies never as Fact).kind}`);
  }
}
