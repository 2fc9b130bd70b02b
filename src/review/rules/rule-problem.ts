import { LineCounter, type Document, isMap, isNode, parseDocument } from "yaml";
import { z } from "zod";
import { nearest } from "../../model/nearest.ts";
import { RuleFile } from "./rule.ts";

/** What is wrong with a rule, where, and what would be right. Lines and columns start at 1. */
export interface RuleProblem {
  path: string;
  line: number;
  column: number;
  message: string;
}

/** A rule file taken apart, so that problems can point into it. */
export interface RuleSource {
  document: Document;
  lines: LineCounter;
  path: string;
}

type Keys = readonly PropertyKey[];

/** Takes YAML apart. Throws `RangeError` for what is nested deeper than any rule. */
export function readRuleSource(text: string, path: string): RuleSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  return { document, lines, path };
}

/** Errors of the YAML itself. */
export function yamlProblems({ document, lines, path }: RuleSource): RuleProblem[] {
  return [...document.errors, ...document.warnings].map(({ pos, message }) => {
    const { line, col } = lines.linePos(pos[0]);
    return { path, line, column: col, message };
  });
}

/** A problem at the value under `keys`, or at the nearest thing around it that is there. */
export function problemAt(source: RuleSource, keys: Keys, message: string): RuleProblem {
  const { document, lines, path } = source;
  const own = keys.filter((key) => typeof key !== "symbol");
  for (let length = own.length; length >= 0; length -= 1) {
    const found = document.getIn(own.slice(0, length), true);
    const start = isNode(found) ? found.range?.[0] : undefined;
    if (start === undefined) continue;
    const { line, col } = lines.linePos(start);
    return { path, line, column: col, message };
  }
  return { path, line: 1, column: 1, message };
}

/** What a schema's refusal means for the person who wrote the rule. */
export function schemaProblems(source: RuleSource, error: z.ZodError): RuleProblem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, [], source));
}

function problemsOf(issue: z.core.$ZodIssue, above: Keys, source: RuleSource): RuleProblem[] {
  const keys = [...above, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => atKey(source, keys, name, unknownKey(keys, name)));
  }
  if (issue.code === "invalid_union") {
    const branch = likeliest(issue.errors);
    if (branch !== null) return branch.flatMap((inner) => problemsOf(inner, keys, source));
  }
  const name = keys.map(String).join(".");
  return [problemAt(source, keys, messageOf(issue, name, keys.length === 0))];
}

function messageOf(issue: z.core.$ZodIssue, name: string, whole: boolean): string {
  if (whole && issue.code === "invalid_type") {
    return `a rule is a map of keys: ${keysAt([]).join(", ")}`;
  }
  if (issue.code === "invalid_type" && issue.input === undefined) {
    return `\`${name}\` is missing or of the wrong kind: ${issue.expected} is expected`;
  }
  if (issue.code === "invalid_value") {
    return `\`${name}\` must be one of ${issue.values.map(String).join(", ")}`;
  }
  if (issue.code === "too_small" && issue.origin === "string") {
    return `\`${name}\` needs at least ${issue.minimum} characters`;
  }
  if (name === "id") return "`id` must be family/name, in small letters, as the folders are named";
  return `\`${name}\`: ${issue.message}`;
}

/** Of the forms a value may have, the one whose kind it is of: its problems are the real ones. */
function likeliest(forms: readonly (readonly z.core.$ZodIssue[])[]) {
  const fitting = forms.filter(
    (issues) =>
      !issues.some(
        ({ code, path }) =>
          path.length === 0 && (code === "invalid_type" || code === "invalid_value"),
      ),
  );
  return fitting.toSorted((a, b) => a.length - b.length)[0] ?? null;
}

function atKey(source: RuleSource, keys: Keys, name: string, message: string): RuleProblem {
  const around = keys.length === 0 ? source.document.contents : source.document.getIn(keys, true);
  const pair = isMap(around) ? around.items.find(({ key }) => String(key) === name) : undefined;
  const start = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
  if (start === undefined) return problemAt(source, keys, message);
  const { line, col } = source.lines.linePos(start);
  return { path: source.path, line, column: col, message };
}

function unknownKey(keys: Keys, name: string): string {
  const known = keysAt(keys);
  const near = nearest(name, known);
  const hint = near === null ? `known here are ${known.join(", ")}` : `did you mean \`${near}\`?`;
  return `unknown key \`${name}\`; ${hint}`;
}

interface Schema {
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  items?: Schema;
}

/** The keys that a rule may have at a place, out of the schema itself. */
function keysAt(keys: Keys): string[] {
  // A JSON Schema has these members, besides others.
  let forms = [z.toJSONSchema(RuleFile, { io: "input" }) as Schema].flatMap(alternatives);
  for (const key of keys) {
    forms = forms
      .flatMap(
        (form) => (typeof key === "number" ? form.items : form.properties?.[String(key)]) ?? [],
      )
      .flatMap(alternatives);
  }
  return [...new Set(forms.flatMap((form) => Object.keys(form.properties ?? {})))];
}

function alternatives(schema: Schema): Schema[] {
  return schema.anyOf?.flatMap(alternatives) ?? [schema];
}
