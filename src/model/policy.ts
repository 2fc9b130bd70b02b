import { z } from "zod";

/** How strictly a verdict is turned into a conclusion, mildest first. */
export const MODES = ["observe", "advise", "enforce"] as const;
export type Mode = (typeof MODES)[number];

/** Why something is allowed: long enough to say something, short enough to be read. */
export const Reason = z.string().trim().min(10).max(500);

/** Where an effective policy key comes from, in the order in which they are merged. */
export const POLICY_ORIGINS = [
  "default",
  "server",
  "organisation",
  "repository",
  "base branch",
] as const;
export type PolicyOrigin = (typeof POLICY_ORIGINS)[number];

/** One fault of a policy file, with its place; lines and columns count from 1. */
export interface PolicyProblem {
  path: string;
  line: number;
  column: number;
  /** The dotted key it is about; empty for the file as a whole. */
  key: string;
  message: string;
}

/** One way in which a pull request would make the policy milder. Values are as JSON. */
export interface Weakening {
  key: string;
  before: string;
  after: string;
}

/** How two values of a policy key compare: what a change from the first to the second does. */
export type Strictness = "same" | "stricter" | "weaker" | "different";

/**
 * Compares two values of one policy key; `undefined` is a key that is not set. `modes` are
 * the modes of the whole policy on both sides, which keys without one inherit.
 */
export type CompareStrictness = (
  before: unknown,
  after: unknown,
  modes: { before: Mode; after: Mode },
) => Strictness;

/**
 * How the keys of a policy section compare. A key pattern is dotted, and `*` stands for one
 * part; a key that no pattern names is "different" whenever it changes.
 */
export type StrictnessTable = Readonly<Record<string, CompareStrictness>>;
