import type { Mode, PolicyOrigin, Weakening } from "./model/policy.ts";
import { POLICY_DEFAULTS, POLICY_PATH, strictnessOf } from "./policy.ts";
import type { Policy, PolicyFile, UpperPolicyFile } from "./policy.ts";

/** The files that make a policy. None of them is the pull request's head. */
export interface PolicyLayers {
  server?: UpperPolicyFile | null;
  organisation?: UpperPolicyFile | null;
  /** Of the default branch. */
  repository?: PolicyFile | null;
  /** Of the pull request's base branch, when that is not the default branch. */
  base?: PolicyFile | null;
}

/** One effective key: its value, where it comes from, and who locked it. */
export interface ExplainedKey {
  key: string;
  value: unknown;
  origin: PolicyOrigin;
  lockedBy: PolicyOrigin | null;
}

/** A key of a file that did not count, and why. */
export interface RefusedKey {
  key: string;
  origin: PolicyOrigin;
  why: string;
}

/** The policy in force, with the origin of each key. */
export interface EffectivePolicy {
  policy: Policy;
  keys: ExplainedKey[];
  refused: RefusedKey[];
}

/** Keys whose members are keys of their own. */
const MAPS = new Set(["rules", "sandbox", "sandbox.profiles", "sandbox.limits"]);
/** Lists to which each file adds. */
const LISTS = new Set(["suppressions", "custom_rules"]);

interface Merge {
  keys: Map<string, ExplainedKey>;
  locks: Map<string, PolicyOrigin>;
  refused: RefusedKey[];
}

/**
 * Merges default, server, organisation, repository and base branch, in this order. A locked
 * key can be changed by nobody below, and the base branch can only make it stricter.
 */
export function effectivePolicy(layers: PolicyLayers): EffectivePolicy {
  const merge: Merge = { keys: new Map(), locks: new Map(), refused: [] };
  const files: [PolicyOrigin, PolicyFile | UpperPolicyFile | null | undefined][] = [
    ["default", POLICY_DEFAULTS],
    ["server", layers.server],
    ["organisation", layers.organisation],
    ["repository", layers.repository],
    ["base branch", layers.base],
  ];
  for (const [origin, file] of files) if (file) addFile(merge, origin, file);
  const keys = [...merge.keys.values()]
    .map((known) => ({ ...known, lockedBy: lockOf(merge, known.key) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return { policy: policyOf(keys), keys, refused: merge.refused };
}

/**
 * What a pull request makes milder by its change of the policy file: `head` is what that
 * file would be after the merge, null when it is deleted, "invalid" when it cannot be read.
 */
export function weakenedBy(layers: PolicyLayers, head: PolicyFile | null | "invalid"): Weakening[] {
  if (head === "invalid") {
    return [{ key: POLICY_PATH, before: "valid", after: "cannot be read" }];
  }
  const upper = { server: layers.server ?? null, organisation: layers.organisation ?? null };
  const before = effectivePolicy({ ...upper, repository: layers.repository ?? null });
  return weakened(before.policy, effectivePolicy({ ...upper, repository: head }).policy);
}

/** Every key in which the second policy is milder than the first, with both values. */
export function weakened(before: Policy, after: Policy): Weakening[] {
  const old = new Map(entriesOf(before));
  const next = new Map(entriesOf(after));
  const modes = { before: before.mode, after: after.mode };
  return [...new Set([...old.keys(), ...next.keys()])]
    .sort()
    .filter((key) => strictnessOf(key)(old.get(key), next.get(key), modes) === "weaker")
    .map((key) => ({ key, before: asText(old.get(key)), after: asText(next.get(key)) }));
}

function addFile(merge: Merge, origin: PolicyOrigin, file: PolicyFile | UpperPolicyFile): void {
  for (const [key, value] of entriesOf(file)) addKey(merge, origin, key, value);
  // What a repository's own file locks could only keep its base branches from being stricter.
  const locks = origin === "server" || origin === "organisation";
  for (const key of (locks && "locked" in file && file.locked) || []) {
    if (!merge.locks.has(key)) merge.locks.set(key, origin);
  }
}

function addKey(merge: Merge, origin: PolicyOrigin, key: string, value: unknown): void {
  const known = merge.keys.get(key);
  const lockedBy = lockOf(merge, key);
  if (lockedBy !== null) {
    merge.refused.push({ key, origin, why: `locked by the ${lockedBy}` });
    return;
  }
  const wanted = combine(key, known?.value, value, origin);
  if (origin === "base branch") {
    const modes = modesOf(merge, key, wanted);
    const strictness = strictnessOf(key)(known?.value, wanted, modes);
    if (strictness !== "stricter") {
      const why = "the base branch can only make the policy stricter";
      if (strictness !== "same") merge.refused.push({ key, origin, why });
      return;
    }
  }
  merge.keys.set(key, { key, value: wanted, origin, lockedBy: null });
}

/** Lists add up; a base branch can add a rule of its own but only take suppressions away. */
function combine(key: string, known: unknown, value: unknown, origin: PolicyOrigin): unknown {
  if (!LISTS.has(key) || !Array.isArray(known) || !Array.isArray(value)) return value;
  const members = (list: unknown[]) => new Map(list.map((one) => [JSON.stringify(one), one]));
  const [old, next] = [members(known), members(value)];
  if (key === "suppressions" && origin === "base branch") {
    return [...old].filter(([text]) => next.has(text)).map(([, one]) => one);
  }
  return [...new Map([...old, ...next]).values()];
}

function modesOf(merge: Merge, key: string, wanted: unknown): { before: Mode; after: Mode } {
  const mode = (key === "mode" ? wanted : merge.keys.get("mode")?.value) as Mode;
  return { before: mode, after: mode };
}

function lockOf(merge: Merge, key: string): PolicyOrigin | null {
  for (const [locked, origin] of merge.locks) {
    if (key === locked || key.startsWith(`${locked}.`)) return origin;
  }
  return null;
}

/** A file as dotted keys. Neither rule ids nor names in it hold a dot. */
function entriesOf(file: object, prefix = ""): [string, unknown][] {
  return Object.entries(file).flatMap(([name, value]): [string, unknown][] => {
    const key = prefix + name;
    if (key === "version" || key === "locked" || value === undefined) return [];
    if (MAPS.has(key) && typeof value === "object" && value !== null) {
      return entriesOf(value as object, `${key}.`);
    }
    return [[key, value]];
  });
}

function policyOf(keys: readonly ExplainedKey[]): Policy {
  const policy: Record<string, unknown> = { version: 1 };
  for (const map of [...MAPS].sort()) setIn(policy, map, {});
  for (const { key, value } of keys) setIn(policy, key, value);
  // Made of the defaults, which are a whole policy, and of values that were parsed.
  return policy as unknown as Policy;
}

function setIn(target: Record<string, unknown>, key: string, value: unknown): void {
  const parent = [...MAPS]
    .filter((map) => key.startsWith(`${map}.`))
    .sort((a, b) => b.length - a.length)[0];
  const holder = parent === undefined ? target : getIn(target, parent);
  const name = parent === undefined ? key : key.slice(parent.length + 1);
  Object.defineProperty(holder, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function getIn(target: Record<string, unknown>, key: string): Record<string, unknown> {
  let holder = target;
  // Every parent is one of the maps that were set before.
  for (const name of key.split(".")) holder = holder[name] as Record<string, unknown>;
  return holder;
}

function asText(value: unknown): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}
