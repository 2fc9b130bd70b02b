import { AsyncLocalStorage } from "node:async_hooks";
import { createHash, randomBytes } from "node:crypto";
import { exportSpans, type ExportOptions, type Span, type SpanAttributes } from "./export-spans.ts";

/** Notes how long things took and what they were part of. */
export interface Traces {
  /**
   * Does the work within a span. `occasion` names what it goes back to, such as a delivery:
   * everything of one occasion is one trace, in whatever process it was done. Without one, it
   * is part of the span around it.
   */
  span<T>(
    name: string,
    attributes: SpanAttributes,
    work: () => Promise<T>,
    occasion?: string,
  ): Promise<T>;
  /** Sends what is left. */
  close(): Promise<void>;
}

const EVERY_MS = 5_000;
/** What waits for a collector that does not answer; what is more is dropped. */
const MOST = 2048;

interface Around {
  traceId: string;
  spanId: string;
}

/** Makes traces that go to a collector every five seconds; nobody waits for it. */
export function createTraces(options: ExportOptions): Traces {
  const around = new AsyncLocalStorage<Around>();
  let waiting: Span[] = [];
  const flush = async () => {
    const spans = waiting;
    waiting = [];
    if (spans.length > 0) await exportSpans(options, spans);
  };
  const timer = setInterval(() => void flush(), EVERY_MS);
  timer.unref();
  return {
    async span(name, attributes, work, occasion) {
      const parent = occasion === undefined ? around.getStore() : undefined;
      const traceId = parent?.traceId ?? traceOf(occasion);
      const spanId = randomBytes(8).toString("hex");
      const began = nanoseconds();
      const end = (failed: boolean) => {
        if (waiting.length >= MOST) return;
        const parentId = parent?.spanId ?? "";
        waiting.push({
          traceId,
          spanId,
          parentId,
          name,
          attributes,
          began,
          ended: nanoseconds(),
          failed,
        });
      };
      try {
        const done = await around.run({ traceId, spanId }, work);
        end(false);
        return done;
      } catch (error) {
        end(true);
        throw error;
      }
    },
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** Where nobody asked for traces, work is just done. */
export const NO_TRACES: Traces = {
  span: (_, __, work) => work(),
  close: async () => undefined,
};

/** Processes that know of the same occasion make the same trace without asking each other. */
function traceOf(occasion: string | undefined): string {
  if (occasion === undefined) return randomBytes(16).toString("hex");
  return createHash("sha256").update(occasion).digest("hex").slice(0, 32);
}

function nanoseconds(): bigint {
  return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e6));
}
