import { z } from "zod";
import { CAPABILITIES } from "../../src/model/capability.ts";
import type { Fact } from "../../src/model/fact.ts";
import { TRIGGERS } from "../../src/model/trigger.ts";

const Line = z.int().min(1);
const Span = z.strictObject({ line: Line, endLine: Line, column: Line.exactOptional() });
const Capability = z.enum(CAPABILITIES);
const Trigger = z.enum(TRIGGERS);
const Text = z.string().max(400_000);
const Decoded = z.array(z.strictObject({ codec: z.string().max(64), text: Text }));

/** What every reader promises of a fact, whatever it read: see `src/model/fact.ts`. */
export const FactSchema: z.ZodType<Fact> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("capability"),
    capability: Capability,
    api: Text,
    target: Text.nullable(),
    content: z.string().max(2000).exactOptional(),
    atLoad: z.boolean(),
    decoded: Decoded,
    at: Span,
  }),
  z.strictObject({
    kind: z.literal("flow"),
    from: Capability,
    to: Capability,
    source: Text.nullable(),
    destination: Text.nullable(),
    steps: z.array(Text),
    atLoad: z.boolean(),
    decoded: Decoded,
    sourceAt: Span.extend({ path: z.string().exactOptional() }),
    at: Span,
  }),
  z.strictObject({
    kind: z.literal("text"),
    feature: z.enum([
      ...(["bidi-control", "invisible-character", "hidden-payload", "tag-characters"] as const),
      ...(["mixed-script", "offscreen-code", "control-character", "packed-code"] as const),
      ...(["payment-hook", "agent-instruction"] as const),
    ]),
    excerpt: z.string().max(1000),
    at: Span,
  }),
  z.strictObject({
    kind: z.literal("file"),
    feature: z.enum([
      ...(["type-mismatch", "executable-binary", "symlink-outside", "symlink"] as const),
      ...(["submodule", "made-executable", "odd-path", "encoding-differs"] as const),
    ]),
    detail: Text,
    at: Span,
  }),
  z.strictObject({
    kind: z.literal("setting"),
    name: z.string().max(200),
    value: z.string().max(1000),
    at: Span,
  }),
  z.strictObject({
    kind: z.literal("edge"),
    trigger: Trigger.nullable(),
    to: Text.nullable(),
    by: z.string().max(1000),
    language: z.string().max(64).nullable(),
    secrets: z.array(Text),
    at: Span,
  }),
  z.strictObject({
    kind: z.literal("reference"),
    type: z.string().max(64),
    name: z.string().max(500),
    version: z.string().max(500).nullable(),
    triggers: z.array(Trigger),
    locked: z
      .strictObject({
        source: z.string().max(1000).nullable(),
        digests: z.array(Text),
        asks: z.array(Text),
        builds: z.boolean(),
        alias: Text.nullable(),
        local: z.boolean(),
        only: z.array(Text).exactOptional(),
      })
      .exactOptional(),
    at: Span,
  }),
]);

/** Facts as a check; the first one that breaks its promise is told. */
export const Facts = z.array(FactSchema);
