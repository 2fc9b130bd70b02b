/** The most of the end of a run's output that is kept, in bytes; also `log.tail`'s limit. */
export const TAIL_BYTES = 65_536;

/** What is known of a run's output. */
export interface LogSummary {
  bytes: number;
  truncated: boolean;
  tail: string;
}

/** Hears a run's output and keeps its end; never more than a few times `TAIL_BYTES`. */
export interface Log {
  hear(piece: Uint8Array): void;
  /** Whether our own first process has said that the source is unpacked. */
  unpacked(): boolean;
  summary(): LogSummary;
}

/**
 * Makes a log. The marker is printed before anything of the pull request runs, so its first
 * appearance cannot be a lie; it is not part of the output. `overflow` is called once, at the
 * first byte above the limit.
 */
export function createLog(marker: string, limitBytes: number, overflow: () => void): Log {
  const markerLine = Buffer.from(`${marker}\n`);
  let pieces: Uint8Array[] = [];
  let kept = 0;
  let bytes = 0;
  let unpacked = false;

  function keep(piece: Uint8Array): void {
    // A copy: the piece is a view of a socket's buffer.
    pieces.push(Uint8Array.from(piece.subarray(-TAIL_BYTES)));
    kept += pieces.at(-1)?.length ?? 0;
    if (kept > 4 * TAIL_BYTES) compact();
  }
  function compact(): void {
    const end = Buffer.concat(pieces).subarray(-TAIL_BYTES);
    pieces = [end];
    kept = end.length;
  }
  function findMarker(): void {
    const all = Buffer.concat(pieces);
    const at = all.indexOf(markerLine);
    if (at < 0) return;
    unpacked = true;
    const rest = Buffer.concat([all.subarray(0, at), all.subarray(at + markerLine.length)]);
    pieces = [rest];
    kept = rest.length;
    bytes -= markerLine.length;
  }

  return {
    hear(piece) {
      const before = bytes;
      bytes += piece.length;
      keep(piece);
      if (!unpacked) findMarker();
      if (before <= limitBytes && bytes > limitBytes) overflow();
    },
    unpacked: () => unpacked,
    summary() {
      compact();
      return { bytes, truncated: bytes > kept, tail: readable(pieces[0] ?? new Uint8Array()) };
    },
  };
}

// The database cannot hold NUL in JSON; everything else is left to the encoder of reports.
function readable(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll("\0", "\uFFFD");
}
