import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLog, type LogSettings, REPORT_BYTES, TAIL_BYTES } from "../../src/sandbox/log.ts";
import { splitOutput } from "../../src/sandbox/split-output.ts";

const MARKER = "5bd4ad0f-marker";
const END = "5bd4ad0f-end";

function logOf(pieces: readonly (string | Uint8Array)[], over: Partial<LogSettings> = {}) {
  let overflows = 0;
  const log = createLog({
    ...{
      marker: MARKER,
      endMarker: END,
      filesFollow: false,
      limitBytes: 1 << 20,
      keepBytes: TAIL_BYTES,
    },
    overflow: () => (overflows += 1),
    ...over,
  });
  for (const piece of pieces) log.hear(Buffer.from(piece as string));
  return { log, overflows };
}

function said(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

describe("the log of a run", () => {
  it("takes the marker out and keeps what stands before and after it", () => {
    const { log } = logOf(["tar: a warning\n", `${MARKER}\nhello\n`]);
    expect(log.unpacked()).toBe(true);
    const summary = log.summary();
    expect(summary).toMatchObject({ bytes: 21, truncated: false, whole: true });
    expect(said(summary.output)).toBe("tar: a warning\nhello\n");
  });

  it("finds the marker wherever it is cut into pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 6 }), (cuts) => {
        const text = `before\n${MARKER}\nafter ${MARKER}\n`;
        const places = [0, ...[...cuts].sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        const { log } = logOf(pieces);
        expect(log.unpacked()).toBe(true);
        expect(said(log.summary().output)).toBe(`before\nafter ${MARKER}\n`);
      }),
    );
  });

  it("does not take a marker of something else for its own", () => {
    expect(logOf(["other-marker\n", MARKER.slice(0, -1)]).log.unpacked()).toBe(false);
  });

  it("keeps the end of long output, and says that it did", () => {
    const { log } = logOf([`${MARKER}\n`, ...Array<string>(50).fill("x".repeat(10_000)), "end"]);
    const summary = log.summary();
    expect(summary).toMatchObject({ bytes: 500_003, truncated: true, whole: false });
    expect(summary.output).toHaveLength(TAIL_BYTES);
    expect(said(summary.output).endsWith("xend")).toBe(true);
  });

  it("tells once that the limit was passed, and not when it was only reached", () => {
    expect(logOf([`${MARKER}\n`, "x".repeat(100)], { limitBytes: 100 }).overflows).toBe(0);
    expect(logOf([`${MARKER}\n`, "x".repeat(100), "y", "z"], { limitBytes: 100 }).overflows).toBe(
      1,
    );
  });

  it("tells report files from the output, wherever the line between them is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(90), { maxLength: 6 }), (cuts) => {
        const text = `${MARKER}\nhello\n${END}\n<a/>\n${END}\n`;
        const places = [0, ...[...cuts].sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        const { log } = logOf(pieces, { filesFollow: true });
        const { output, files, bytes } = log.summary();
        expect([said(output), said(files), bytes]).toEqual(["hello", `<a/>\n${END}\n`, 5]);
      }),
    );
  });

  it("lets no forged line between them hide that the limit was passed", () => {
    const forged = [`${MARKER}\n`, `\n${END}\n`, "x".repeat(REPORT_BYTES), "x"];
    const { overflows } = logOf(forged, { filesFollow: true, limitBytes: 100 });
    expect(overflows).toBe(1);
  });

  it("takes no line for the one between them before the source is unpacked", () => {
    const early = [`\n${END}\n`, `${MARKER}\n`, "hello"];
    const { log } = logOf(early, { filesFollow: true });
    expect(said(log.summary().output)).toContain("hello");
    expect(log.summary().files).toHaveLength(0);
  });
});

describe("the line that tells the end of a command", () => {
  it("is no part of the output, and takes nothing away of what comes after it", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(90), { maxLength: 6 }), (cuts) => {
        const text = `${MARKER}\nhello\n\n${END}\nfrom a daemon\n\n${END}\n`;
        const places = [0, ...[...cuts].sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        const { log } = logOf(pieces);
        expect(log.toldEnd()).toBe(true);
        expect(said(log.summary().output)).toBe(`hello\nfrom a daemon\n\n${END}\n`);
      }),
    );
  });

  it("is not heard where it is cut off, or comes before the command", () => {
    expect(logOf([`${MARKER}\n`, `hello\n${END}`]).log.toldEnd()).toBe(false);
    expect(logOf([`\n${END}\n`, `${MARKER}\n`, "hello"]).log.toldEnd()).toBe(false);
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
          split.take(wire.subarray(at, at + size));
          at += size;
        }
        const content = Buffer.concat(sent.map(([, piece]) => piece));
        expect(Buffer.concat(heard).equals(content)).toBe(true);
        expect(split.isBetweenFrames()).toBe(true);
      }),
    );
  });

  it("are not whole where the stream ends in a header or before the end of a content", () => {
    const wire = Buffer.concat([frame(1, Buffer.from("one")), frame(2, Buffer.from("two"))]);
    const whole = [...wire.keys(), wire.length].filter((bytes) => {
      const split = splitOutput(() => undefined);
      split.take(wire.subarray(0, bytes));
      return split.isBetweenFrames();
    });
    expect(whole).toEqual([0, 11, 22]);
  });
});

function frame(stream: number, content: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}
