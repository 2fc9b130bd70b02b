import { z } from "zod";
import { CAPABILITIES } from "./capability.ts";
import { TRIGGERS } from "./trigger.ts";

const Line = z.int().min(1);
const Trigger = z.enum(TRIGGERS);
const Path = z.string().max(4096);

/** The three verdicts on the malice axis, mildest first. */
export const VERDICTS = ["clean", "suspicious", "malicious"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const SEVERITIES = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const CONFIDENCES = ["low", "medium", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** One thing that was seen, with its place and what it decodes to. */
export const Evidence = z.strictObject({
  path: Path,
  line: Line,
  kind: z.string().max(64),
  text: z.string().max(4096),
  decoded: z.array(z.string().max(4096)).max(16),
});
export type Evidence = z.infer<typeof Evidence>;

/** One finding: a rule that matched something this change adds or makes worse. */
export const Finding = z.strictObject({
  rule: z.string().max(128),
  axis: z.enum(["malice", "weakness"]),
  severity: z.enum(SEVERITIES),
  confidence: z.enum(CONFIDENCES),
  change: z.enum(["added", "escalated"]),
  path: Path,
  line: Line,
  endLine: Line,
  message: z.string().max(2048),
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  triggers: z.array(Trigger).max(TRIGGERS.length),
  evidence: z.array(Evidence).max(32),
});
export type Finding = z.infer<typeof Finding>;

/** Why and when a file runs. `new` says that this change makes it so. */
export const Execution = z.strictObject({
  path: Path,
  trigger: Trigger,
  by: z.string().max(2048),
  secrets: z.array(z.string().max(256)).max(64),
  new: z.boolean(),
});
export type Execution = z.infer<typeof Execution>;

/** What one file can do after the change and could not do before. */
export const CapabilityDelta = z.strictObject({
  path: Path,
  added: z.array(z.enum(CAPABILITIES)),
  triggers: z.array(Trigger),
});
export type CapabilityDelta = z.infer<typeof CapabilityDelta>;

/** Something outside the repository that the change adds or moves. */
export const External = z.strictObject({
  path: Path,
  kind: z.string().max(64),
  name: z.string().max(512),
  from: z.string().max(512).nullable(),
  to: z.string().max(512).nullable(),
  triggers: z.array(Trigger),
  read: z.boolean(),
});
export type External = z.infer<typeof External>;

/** A path that was not understood, and why. */
export const Unanalysed = z.strictObject({ path: Path, reason: z.string().max(512) });
export type Unanalysed = z.infer<typeof Unanalysed>;

/** The whole answer of a review, `gatehouse.review/1`: the contract of the command line. */
export const Review = z.strictObject({
  schema: z.literal("gatehouse.review/1"),
  verdict: z.enum(VERDICTS),
  complete: z.boolean(),
  summary: z.string().max(2048),
  findings: z.array(Finding).max(2000),
  executions: z.array(Execution).max(5000),
  capabilities: z.array(CapabilityDelta).max(5000),
  external: z.array(External).max(5000),
  unanalysed: z.array(Unanalysed).max(5000),
  stats: z.strictObject({
    files: z.int().min(0),
    bytes: z.int().min(0),
    milliseconds: z.int().min(0),
  }),
});
export type Review = z.infer<typeof Review>;
