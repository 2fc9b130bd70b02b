import { expect, test } from "vitest";
import { encodeFrame, frameDecoder, FrameError } from "../../src/isolate/frame.ts";
import { watchMemory } from "../../src/isolate/memory-watch.ts";

const LIMITS = { frameBytes: 1000, totalBytes: 5000, frames: 3, raw: true };

function bytesOf(json: unknown, ...parts: Uint8Array[]): Buffer {
  return Buffer.concat(encodeFrame(json, parts));
}

test("frames survive being cut anywhere", () => {
  const sent = [bytesOf({ a: "ü" }, Buffer.from([0, 255]), Buffer.alloc(0)), bytesOf(null)];
  const stream = Buffer.concat(sent);
  for (let size = 1; size <= stream.length; size += 1) {
    const feed = frameDecoder(LIMITS);
    const frames = [];
    for (let at = 0; at < stream.length; at += size) {
      frames.push(...feed(stream.subarray(at, at + size)));
    }
    expect(frames).toEqual([
      { json: { a: "ü" }, bytes: [Buffer.from([0, 255]), Buffer.alloc(0)] },
      { json: null, bytes: [] },
    ]);
  }
});

test("a frame is refused by its announced length, before its content comes", () => {
  const header = bytesOf("x".repeat(2000)).subarray(0, 8);
  expect(() => frameDecoder(LIMITS)(header)).toThrow(FrameError);
});

test("more frames than allowed are refused", () => {
  const feed = frameDecoder(LIMITS);
  for (let n = 0; n < 3; n += 1) feed(bytesOf(n));
  expect(() => feed(bytesOf(3))).toThrow("too many");
});

test("more bytes than allowed are refused", () => {
  const feed = frameDecoder({ ...LIMITS, totalBytes: 100 });
  expect(() => feed(bytesOf("x".repeat(200)))).toThrow("too large together");
});

test.each([
  ["no JSON", Buffer.from("0000000300000000616263", "hex")],
  ["no object", Buffer.from("000000010000000037", "hex")],
  ["no sizes", Buffer.from("00000002000000007b7d", "hex")],
])("a frame with %s is refused", (_, bytes) => {
  const feed = frameDecoder(LIMITS);
  expect(() => feed(bytes)).toThrow(FrameError);
});

test("sizes that do not add up are refused", () => {
  const text = Buffer.from('{"json":1,"sizes":[5]}');
  const header = Buffer.alloc(8);
  header.writeUInt32BE(text.length, 0);
  header.writeUInt32BE(2, 4);
  const feed = frameDecoder(LIMITS);
  expect(() => feed(Buffer.concat([header, text, Buffer.alloc(2)]))).toThrow("wrong length");
});

test("the watch sees a process that holds more than its share, once", async () => {
  let calls = 0;
  const end = watchMemory(process.pid, 1024, () => (calls += 1));
  await expect.poll(() => calls, { timeout: 5_000 }).toBe(1);
  end();
});
