import type { IncomingMessage } from "node:http";

/** Why a body was not read to its end. */
export type BodyRefusal = "too-large" | "shed" | "broken-off";

/** Reads bodies within one limit for each and one for all of them together. */
export interface BodyReader {
  read(request: IncomingMessage): Promise<Buffer | BodyRefusal>;
}

interface Reading {
  bytes: number;
  stop: (refusal: BodyRefusal) => void;
}

/**
 * Creates a reader that buffers at most `maxBytes` of one body and `maxTotalBytes` of all. Who
 * sends has proved nothing yet, so when the total is reached the largest body gives way:
 * GitHub's are small, and cannot be pushed out by somebody's large ones.
 */
export function createBodyReader(limits: { maxBytes: number; maxTotalBytes: number }): BodyReader {
  const readings = new Set<Reading>();
  let total = 0;

  function shedLargest(): void {
    const largest = [...readings].reduce((one, other) => (other.bytes > one.bytes ? other : one));
    largest.stop("shed");
  }

  return {
    read: async (request) => {
      if (Number(request.headers["content-length"] ?? 0) > limits.maxBytes) {
        return "too-large";
      }
      const chunks: Buffer[] = [];
      const { promise, resolve } = Promise.withResolvers<Buffer | BodyRefusal>();
      const reading: Reading = { bytes: 0, stop: resolve };
      readings.add(reading);
      request.on("data", (chunk: Buffer) => {
        if (!readings.has(reading)) {
          return;
        }
        reading.bytes += chunk.length;
        total += chunk.length;
        chunks.push(chunk);
        if (reading.bytes > limits.maxBytes) {
          reading.stop("too-large");
        } else if (total > limits.maxTotalBytes) {
          shedLargest();
        }
      });
      request.on("end", () => resolve(Buffer.concat(chunks)));
      request.on("close", () => resolve("broken-off"));
      request.on("error", () => resolve("broken-off"));
      const body = await promise;
      readings.delete(reading);
      total -= reading.bytes;
      return body;
    },
  };
}
