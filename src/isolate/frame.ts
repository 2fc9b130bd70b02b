/**
 * How parent and child talk: frames of a length, a JSON text and, towards the child only, raw
 * bytes. Node's own channel would make the parent buffer and deserialise whatever a taken
 * child sends; here a length is checked before a byte of the frame is kept, and hostile bytes
 * reach the parent as JSON alone.
 */

const HEADER_BYTES = 8;

/** One frame: a JSON value and the bytes that travel with it. */
export interface Frame {
  json: unknown;
  bytes: Uint8Array[];
}

/** Writes a frame as the pieces to be sent, in order. */
export function encodeFrame(json: unknown, bytes: readonly Uint8Array[] = []): Uint8Array[] {
  const sizes = bytes.map((part) => part.byteLength);
  const text = Buffer.from(JSON.stringify({ json, sizes }));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(text.length, 0);
  header.writeUInt32BE(
    sizes.reduce((sum, size) => sum + size, 0),
    4,
  );
  return [header, text, ...bytes];
}

/** The most that a reader accepts. Bytes; `totalBytes` is over the life of the channel. */
export interface FrameLimits {
  frameBytes: number;
  totalBytes: number;
  frames: number;
  /** Whether raw bytes may come along at all. */
  raw: boolean;
}

/** Tells a broken or flooding peer from everything else. */
export class FrameError extends Error {}

/**
 * Makes a function that is fed with chunks and answers the whole frames in them. It throws a
 * `FrameError` as soon as a limit is passed or a frame is no frame.
 */
export function frameDecoder(limits: FrameLimits): (chunk: Uint8Array) => Frame[] {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let needed = HEADER_BYTES;
  let total = 0;
  let frames = 0;

  function checkHeader(header: Buffer): number {
    const text = header.readUInt32BE(0);
    const raw = header.readUInt32BE(4);
    if (raw > 0 && !limits.raw) throw new FrameError("raw bytes are not expected");
    if (text + raw > limits.frameBytes) throw new FrameError("a message is too large");
    return HEADER_BYTES + text + raw;
  }

  return function feed(chunk) {
    total += chunk.byteLength;
    if (total > limits.totalBytes) throw new FrameError("the messages are too large together");
    held.push(chunk);
    heldBytes += chunk.byteLength;
    const complete: Frame[] = [];
    while (heldBytes >= needed) {
      const all = Buffer.concat(held);
      held = [all];
      const size = checkHeader(all);
      if (heldBytes < size) {
        needed = size;
        break;
      }
      frames += 1;
      if (frames > limits.frames) throw new FrameError("there are too many messages");
      complete.push(decodeFrame(all.subarray(0, size)));
      held = [all.subarray(size)];
      heldBytes -= size;
      needed = HEADER_BYTES;
    }
    return complete;
  };
}

function decodeFrame(frame: Buffer): Frame {
  const text = frame.readUInt32BE(0);
  const envelope = parseEnvelope(frame.toString("utf8", HEADER_BYTES, HEADER_BYTES + text));
  let offset = HEADER_BYTES + text;
  const bytes = envelope.sizes.map((size) => {
    const part = frame.subarray(offset, offset + size);
    offset += size;
    return part;
  });
  if (offset !== frame.length) throw new FrameError("a message has the wrong length");
  return { json: envelope.json, bytes };
}

function parseEnvelope(text: string): { json: unknown; sizes: number[] } {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null) throw new FrameError("a message is no object");
  const sizes = "sizes" in value ? value.sizes : null;
  const whole = (size: unknown): size is number => Number.isSafeInteger(size) && Number(size) >= 0;
  if (!Array.isArray(sizes) || !sizes.every(whole)) throw new FrameError("a message has no sizes");
  return { json: "json" in value ? value.json : null, sizes };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FrameError("a message is not JSON", { cause });
  }
}
