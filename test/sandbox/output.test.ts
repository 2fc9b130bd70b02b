import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLog, TAIL_BYTES } from "../../src/sandbox/log.ts";
import { splitOutput } from "../../src/sandbox/split-output.ts";

const MARKER = "5bd4ad0f-marker";

function logOf(pieces: readonly (string | Uint8Array)[], limit = 1 << 20) {
  let overflows = 0;
  const log = createLog(MARKER, limit, () => (overflows += 1));
  for (const piece of pieces) log.hear(Buffer.from(piece as string));
  return { log, overflows };
}

describe("the log of a run", () => {
  it("takes the marker out and keeps what stands before and after it", () => {
    const { log } = logOf(["tar: a warning\n", `${MARKER}\nhello\n`]);
    expect(log.unpacked()).toBe(true);
    expect(log.summary()).toEqual({ bytes: 21, truncated: false, tail: "tar: a warning\nhello\n" });
  });

  it("finds the marker wherever it is cut into pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 6 }), (cuts) => {
        const text = `before\n${MARKER}\nafter ${MARKER}\n`;
        const places = [0, ...[...cuts].sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        const { log } = logOf(pieces);
        expect(log.unpacked()).toBe(true);
        expect(log.summary().tail).toBe(`before\nafter ${MARKER}\n`);
      }),
    );
  });

  it("does not take a marker of something else for its own", () => {
    expect(logOf(["other-marker\n", MARKER.slice(0, -1)]).log.unpacked()).toBe(false);
  });

  it("keeps the end of long output, and says that it did", () => {
    const { log } = logOf([`${MARKER}\n`, ...Array<string>(50).fill("x".repeat(10_000)), "end"]);
    const summary = log.summary();
    expect(summary).toMatchObject({ bytes: 500_003, truncated: true });
    expect(summary.tail).toHaveLength(TAIL_BYTES);
    expect(summary.tail.endsWith("xend")).toBe(true);
  });

  it("tells once that the limit was passed, and not when it was only reached", () => {
    expect(logOf([`${MARKER}\n`, "x".repeat(100)], 100).overflows).toBe(0);
    expect(logOf([`${MARKER}\n`, "x".repeat(100), "y", "z"], 100).overflows).toBe(1);
  });

  it("never answers more characters than the model allows, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 60_000, maxLength: 80_000 }), (bytes) => {
        const { tail } = logOf([bytes]).log.summary();
        expect(tail.length).toBeLessThanOrEqual(TAIL_BYTES);
        expect(tail).not.toContain("\0");
      }),
      { numRuns: 20 },
    );
  });
});

describe("the frames of an attached container", () => {
  it("give the same content however they are cut into chunks", () => {
    const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 40 })));
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 20 })), (sent, sizes) => {
        const wire = Buffer.concat(sent.map(([stream, content]) => frame(stream, content)));
        const heard: Uint8Array[] = [];
        const split = splitOutput((piece) => heard.push(Uint8Array.from(piece)));
        let at = 0;
        for (const size of [...sizes, wire.length]) {
          split(wire.subarray(at, at + size));
          at += size;
        }
        const content = Buffer.concat(sent.map(([, piece]) => piece));
        expect(Buffer.concat(heard).equals(content)).toBe(true);
      }),
    );
  });
});

function frame(stream: number, content: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}
