import { z } from "zod";

const bytes = (text: string): number => Buffer.byteLength(text);
const ofBytes = (max: number) =>
  z.string().refine((text) => bytes(text) <= max, { error: `is over ${max} bytes` });

/** The prose of GitHub's description, which its schema does not say. */
const Annotation = z
  .looseObject({
    path: z.string().min(1),
    start_line: z.int().min(1),
    end_line: z.int().min(1),
    start_column: z.never().optional(),
    end_column: z.never().optional(),
    title: ofBytes(255).optional(),
    message: ofBytes(64 * 1024),
    raw_details: ofBytes(64 * 1024).optional(),
  })
  .refine((a) => a.end_line >= a.start_line, { error: "ends before it starts" })
  .refine((a) => !/^\/|(^|\/)\.{1,2}(\/|$)/.test(a.path), { error: "path leaves the repository" });

const Output = z.looseObject({
  title: ofBytes(255),
  summary: ofBytes(65_535),
  text: ofBytes(65_535).optional(),
  annotations: z.array(Annotation).max(50).optional(),
  images: z.never().optional(),
});

const Action = z.looseObject({
  label: ofBytes(20).min(1),
  description: ofBytes(40).min(1),
  identifier: ofBytes(20).min(1),
});

const CheckRunBody = z
  .looseObject({
    status: z.enum(["queued", "in_progress", "completed"]).optional(),
    conclusion: z.string().optional(),
    output: Output.optional(),
    actions: z.array(Action).max(3).optional(),
  })
  .refine((body) => body.status !== "completed" || body.conclusion !== undefined, {
    error: "is completed without a conclusion",
  })
  .refine((body) => body.conclusion === undefined || body.status === "completed", {
    error: "has a conclusion and is not completed",
  });

/**
 * GitHub's limits on a check run that its schema misses: bytes instead of characters, the
 * annotation's title, a conclusion with `completed`, no columns and no images of ours.
 */
export function checkRunProblems(operation: string, body: unknown): string[] {
  if (!/^(POST|PATCH) .*\/check-runs(\/|$)/.test(operation)) return [];
  const parsed = CheckRunBody.safeParse(body);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => `/${issue.path.join("/")} ${issue.message}`);
}
