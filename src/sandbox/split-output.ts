const HEADER_BYTES = 8;

/** Takes chunks of a stream of frames, in order. */
export interface SplitOutput {
  take: (chunk: Uint8Array) => void;
  /** Whether all that came so far is whole frames: a stream that ends amid one was cut off. */
  isBetweenFrames(): boolean;
}

/**
 * Takes the frames of an attached container apart and hands on their content, in order,
 * without keeping any of it. Each frame has a header of eight bytes: the stream's number,
 * three zeros and the length, big-endian
 * (https://docs.docker.com/reference/api/engine/version/v1.41/#operation/ContainerAttach).
 */
export function splitOutput(hear: (piece: Uint8Array) => void): SplitOutput {
  const header = new Uint8Array(HEADER_BYTES);
  let headerBytes = 0;
  let left = 0;
  function take(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (left > 0) {
        const piece = chunk.subarray(at, at + left);
        hear(piece);
        at += piece.length;
        left -= piece.length;
        continue;
      }
      const part = chunk.subarray(at, at + HEADER_BYTES - headerBytes);
      header.set(part, headerBytes);
      headerBytes += part.length;
      at += part.length;
      if (headerBytes === HEADER_BYTES) {
        left = new DataView(header.buffer).getUint32(4);
        headerBytes = 0;
      }
    }
  }
  return { take, isBetweenFrames: () => left === 0 && headerBytes === 0 };
}
