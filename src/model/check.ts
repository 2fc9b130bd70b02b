import { z } from "zod";

/** The three check runs. Names never change: branch protection refers to them by name. */
export const CHECK_NAMES = {
  review: "Gatehouse / review",
  sandbox: "Gatehouse / sandbox",
  answer: "Gatehouse / answer",
} as const;
export type CheckKind = keyof typeof CHECK_NAMES;

export const CONCLUSIONS = [
  "success",
  "neutral",
  "failure",
  "action_required",
  "cancelled",
  "timed_out",
] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

export const Annotation = z.strictObject({
  path: z.string(),
  startLine: z.int().min(1),
  endLine: z.int().min(1),
  level: z.enum(["notice", "warning", "failure"]),
  title: z.string(),
  message: z.string(),
  rawDetails: z.string().nullable(),
});
export type Annotation = z.infer<typeof Annotation>;

export const CheckButton = z.strictObject({
  label: z.string().max(20),
  description: z.string().max(40),
  identifier: z.string().max(20),
});
export type CheckButton = z.infer<typeof CheckButton>;

/**
 * What a check run shows. All text has gone through the encoder; `summary` and `text` are
 * Markdown of at most 65,535 bytes, the rest is plain.
 */
export const CheckContent = z.strictObject({
  status: z.enum(["queued", "in_progress", "completed"]),
  conclusion: z.enum(CONCLUSIONS).nullable(),
  title: z.string(),
  summary: z.string(),
  text: z.string().nullable(),
  annotations: z.array(Annotation),
  buttons: z.array(CheckButton).max(3),
});
export type CheckContent = z.infer<typeof CheckContent>;
