import { z } from "zod";
import { CAPABILITIES } from "../../model/capability.ts";
import { CONFIDENCES, SEVERITIES } from "../../model/review.ts";
import { TRIGGERS } from "../../model/trigger.ts";

const Capability = z.enum(CAPABILITIES);
/** A regular expression in RE2 syntax: linear in the text it searches. */
const Pattern = z.string().min(1).max(800);
const Place = z.enum([
  "credential-file",
  "drop-host",
  "registry-host",
  "installer-host",
  "service-host",
  "near-host",
  "known-host",
  "familiar-host",
  "bare-address",
  "metadata",
  "startup",
]);
const Places = z.union([Place, z.array(Place)]);

const TextFeature = z.enum([
  "bidi-control",
  "invisible-character",
  "hidden-payload",
  "tag-characters",
  "mixed-script",
  "offscreen-code",
  "control-character",
  "packed-code",
  "payment-hook",
  "key-search",
  "agent-instruction",
]);
const FileFeature = z.enum([
  "type-mismatch",
  "executable-binary",
  "symlink-outside",
  "symlink",
  "submodule",
  "made-executable",
  "odd-path",
  "encoding-differs",
  "taken-back",
]);

/** One clause of a match. It holds for a file when at least one fact of the file fits. */
const Clause = z
  .strictObject({
    flow: z
      .strictObject({
        from: z.array(Capability),
        to: z.array(Capability),
        source: Pattern.optional(),
        not_source: Pattern.optional(),
        destination: Pattern.optional(),
        not_destination: Pattern.optional(),
        source_is: Places.optional(),
        source_is_not: Places.optional(),
        destination_is: Places.optional(),
        destination_is_not: Places.optional(),
        /** The credential belongs to a service that the destination is no part of. */
        foreign: z.boolean().optional(),
        step: z.string().optional(),
        /** Not by this step. */
        not_step: z.string().optional(),
        at_load: z.boolean().optional(),
        /** Not through a function that nobody here knows. */
        direct: z.boolean().optional(),
        /** What reaches the sink was unwrapped from a constant. */
        decoded: z.boolean().optional(),
        /** At least so many different sources reach the same destination. */
        sources: z.int().min(2).optional(),
      })
      .optional(),
    capability: z
      .strictObject({
        any: z.array(Capability),
        target: Pattern.optional(),
        not_target: Pattern.optional(),
        target_is: Places.optional(),
        target_is_not: Places.optional(),
        /** Searched in what is written or given, as far as it is known. */
        content: Pattern.optional(),
        /** What is written or given is known, and says nothing more than this. */
        not_content: Pattern.optional(),
        api: Pattern.optional(),
        /** Reached only by unwrapping encoded constants. */
        decoded: z.boolean().optional(),
        at_load: z.boolean().optional(),
      })
      .optional(),
    text: z
      .union([
        z.array(TextFeature),
        /** `says` is searched in what the report shows: it begins with what was found. */
        z.strictObject({ any: z.array(TextFeature), says: Pattern }),
      ])
      .optional(),
    file: z.array(FileFeature).optional(),
    setting: z.strictObject({ name: Pattern, value: Pattern.optional() }).optional(),
    /** A setting of the base that the head has no more. */
    removed_setting: z.strictObject({ name: Pattern, value: Pattern.optional() }).optional(),
    /** A command as written: a program that is started, another file, or a task. */
    command: Pattern.optional(),
    reference: z.strictObject({ type: Pattern.optional(), name: Pattern.optional() }).optional(),
    /** The file runs at one of these moments (by any chain of the whole tree). */
    runs: z.array(z.enum(TRIGGERS)).optional(),
    path: Pattern.optional(),
  })
  .refine((clause) => Object.keys(clause).length === 1, "a clause says exactly one thing");
export type Clause = z.infer<typeof Clause>;

/**
 * A rule as its folder's `rule.yml` says it. All clauses of `match` must hold for the same
 * file; the first is the one that is shown. `unless` clauses must not hold.
 */
export const RuleFile = z.strictObject({
  id: z
    .string()
    .max(128)
    .regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/),
  title: z.string().min(8).max(100),
  axis: z.enum(["malice", "weakness"]),
  severity: z.enum(SEVERITIES),
  confidence: z.enum(CONFIDENCES),
  match: z.union([Clause, z.array(Clause).min(1).max(8)]),
  unless: z.array(Clause).max(8).default([]),
  message: z.string().min(8).max(400),
  why: z.string().min(8),
  normal: z.string().min(8),
  do: z.string().min(8),
  references: z.array(z.url()).default([]),
});
export type RuleFile = z.infer<typeof RuleFile>;

/** A rule that is ready to match: patterns compiled, clauses in a list. */
export interface Rule extends Omit<RuleFile, "match"> {
  match: readonly Clause[];
  pattern: (source: string) => (text: string) => boolean;
}
