import { LineCounter, isMap, isNode, isScalar, parseDocument, visit } from "yaml";
import type { Document } from "yaml";
import type { z } from "zod";
import { nearest } from "./model/nearest.ts";
import type { PolicyProblem } from "./model/policy.ts";
import { PolicyFile, UpperPolicyFile, policyJsonSchema } from "./policy.ts";

/** The longest policy file that is read, in bytes of UTF-8. */
export const MAX_POLICY_BYTES = 64 * 1024;

const MAX_DEPTH = 32;
const MAX_PROBLEMS = 50;

/** A policy file that was read: null when it has problems, of which the first 50 are listed. */
export interface ParsedPolicy<T> {
  policy: T | null;
  problems: PolicyProblem[];
}

/** Reads the policy file of a repository; `path` is only named in problems. */
export function parsePolicy(text: string, path: string): ParsedPolicy<PolicyFile> {
  return parse(PolicyFile, text, path);
}

/** Reads the policy file of a server or an organisation, which may also lock keys. */
export function parseUpperPolicy(text: string, path: string): ParsedPolicy<UpperPolicyFile> {
  return parse(UpperPolicyFile, text, path);
}

interface Source {
  document: Document;
  lines: LineCounter;
  path: string;
}

function parse<T>(schema: z.ZodType<T>, text: string, path: string): ParsedPolicy<T> {
  const whole = (message: string) => ({
    policy: null,
    problems: [{ path, line: 1, column: 1, key: "", message }],
  });
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) {
    return whole(`the file is larger than ${MAX_POLICY_BYTES} bytes`);
  }
  if (isDeep(text)) return whole(`the file is nested more than ${MAX_DEPTH} levels deep`);
  const source = readYaml(text, path);
  const wrong = [...yamlProblems(source), ...forbidden(source)];
  if (wrong.length > 0) return { policy: null, problems: inOrder(wrong) };
  const parsed = schema.safeParse(source.document.toJS());
  if (parsed.success) return { policy: parsed.data, problems: [] };
  return {
    policy: null,
    problems: inOrder(parsed.error.issues.flatMap((issue) => problemsOf(issue, source))),
  };
}

/**
 * Whether a file is nested deeper than any policy, counted without a parser, since parsers
 * call themselves for every level: open brackets, and indicators at the start of a line.
 */
function isDeep(text: string): boolean {
  let open = 0;
  for (const [character] of text.matchAll(/[[\]{}]/g)) {
    open += character === "[" || character === "{" ? 1 : -1;
    if (open > MAX_DEPTH) return true;
  }
  return text.split("\n").some((line) => {
    const start = /^(?:[ \t]|[-?:](?=[ \t]))*/.exec(line)?.[0] ?? "";
    return start.replace(/[ \t]/g, "").length > MAX_DEPTH || start.length > 8 * MAX_DEPTH;
  });
}

function inOrder(problems: PolicyProblem[]): PolicyProblem[] {
  return problems.sort((a, b) => a.line - b.line || a.column - b.column).slice(0, MAX_PROBLEMS);
}

function readYaml(text: string, path: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    strict: true,
    uniqueKeys: true,
    stringKeys: true,
    merge: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  return { document, lines, path };
}

function yamlProblems({ document, lines, path }: Source): PolicyProblem[] {
  return [...document.errors, ...document.warnings].map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { path, line, column: col, key: "", message: error.message };
  });
}

/** Anchors, aliases and tags make a file mean something else than what it shows. */
function forbidden(source: Source): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  visit(source.document, {
    Alias: (_, node) => {
      problems.push(problemAt(source, node, "", "aliases are not allowed"));
    },
    Pair: (_, { key }) => {
      // It would vanish on its way into an object instead of being unknown.
      if (isScalar(key) && key.value === "__proto__") {
        problems.push(problemAt(source, key, "__proto__", "unknown key"));
      }
    },
    Node: (_, node) => {
      if ("anchor" in node && node.anchor) {
        problems.push(problemAt(source, node, "", "anchors are not allowed"));
      }
      if (node.tag !== undefined) {
        problems.push(problemAt(source, node, "", "tags are not allowed"));
      }
    },
  });
  return problems;
}

function problemsOf(issue: z.core.$ZodIssue, source: Source): PolicyProblem[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const key = path.join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => {
      const full = [...path, name].join(".");
      return problemAt(source, keyNode(source, path, name), full, unknownKey(path, name));
    });
  }
  if (issue.code === "invalid_key") {
    const name = String(path.at(-1) ?? "");
    const why = issue.issues.map((one) => one.message).join("; ");
    return [problemAt(source, keyNode(source, path.slice(0, -1), name), key, why)];
  }
  return [problemAt(source, valueNode(source, path), key, messageOf(issue, path))];
}

function messageOf(issue: z.core.$ZodIssue, path: readonly (string | number)[]): string {
  const last = path.at(-1);
  if (issue.code === "invalid_type" && issue.input === undefined && last !== undefined) {
    return `\`${last}\` is missing or of the wrong kind: ${issue.expected} is expected`;
  }
  if (path.length === 0 && issue.code === "invalid_type") {
    return "a policy is a map of keys, the first of which is `version: 1`";
  }
  if (issue.code === "invalid_value") {
    return `${String(last)} must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
  }
  return issue.message;
}

function unknownKey(path: readonly (string | number)[], name: string): string {
  const known = keysAt(path);
  const near = nearest(name, known);
  if (near !== null) return `unknown key; the nearest right one is \`${near}\``;
  return `unknown key; known here are ${known.map((one) => `\`${one}\``).join(", ")}`;
}

/** The keys that the schema knows at a path, out of the JSON Schema made from it. */
function keysAt(path: readonly (string | number)[]): string[] {
  let schema: unknown = policyJsonSchema();
  for (const part of path) {
    const properties = field(schema, "properties");
    schema =
      field(properties, String(part)) ??
      field(schema, "additionalProperties") ??
      field(schema, "items");
  }
  return Object.keys(field(schema, "properties") ?? {});
}

function field(value: unknown, name: string): object | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  // Own properties of a JSON value.
  const inner = (value as Record<string, unknown>)[name];
  return typeof inner === "object" && inner !== null ? inner : undefined;
}

function keyNode({ document }: Source, path: readonly (string | number)[], name: string): unknown {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(map)) return map;
  return map.items.find(({ key }) => isScalar(key) && String(key.value) === name)?.key;
}

/** The node at a path, or the nearest one above it that is there. */
function valueNode({ document }: Source, path: readonly (string | number)[]): unknown {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return document.contents;
}

function problemAt(
  { lines, path }: Source,
  node: unknown,
  key: string,
  message: string,
): PolicyProblem {
  const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  const { line, col } = lines.linePos(offset);
  return { path, line: Math.max(1, line), column: Math.max(1, col), key, message };
}
