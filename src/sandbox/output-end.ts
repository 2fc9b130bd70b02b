import { setTimeout as pause } from "node:timers/promises";
import type { Attachment, OutputEnd } from "./engine.ts";

// The engine ends the stream by itself once the container has ended, and a busy one takes its
// time; one that never does has lost it.
const OUTPUT_WITHIN_MS = 30_000;

/** Waits for output that is still on its way when its container has ended. */
export async function outputEnd(attached: Attachment | null): Promise<OutputEnd> {
  if (attached === null) return "lost";
  const over = new AbortController();
  const late = pause(OUTPUT_WITHIN_MS, "lost" as const, { signal: over.signal, ref: false });
  // Given up below, where the output comes first.
  late.catch(() => undefined);
  try {
    return await Promise.race([attached.ended, late]);
  } finally {
    over.abort();
  }
}
