/** The most of the end of a run's output that is kept where nothing needs more, in bytes. */
export const TAIL_BYTES = 65_536;
/** As much is kept where a report is in the output itself. */
export const REPORT_BYTES = 4 * 1024 * 1024;

/** What is known of a run's output. */
export interface LogSummary {
  bytes: number;
  /** Whether it is longer than what is shown of it. */
  truncated: boolean;
  /** The end of the output, as the program wrote it. */
  output: Uint8Array;
  /** Whether `output` is all of it. */
  whole: boolean;
  /** The report files that came after the end of the command. */
  files: Uint8Array;
}

/** Hears a run's output and keeps its end; never more than a few times what is to be kept. */
export interface Log {
  hear(piece: Uint8Array): void;
  /** Whether our own first process has said that the source is unpacked. */
  unpacked(): boolean;
  /** Whether it has said, or somebody in its name, that the command has ended. */
  toldEnd(): boolean;
  summary(): LogSummary;
}

/** What a log is made with. Bytes. */
export interface LogSettings {
  marker: string;
  /** Printed by our own first process when the command has ended. */
  endMarker: string;
  /** Whether what comes after the end is report files; else it is output like all before. */
  filesFollow: boolean;
  limitBytes: number;
  keepBytes: number;
  /** Called once, at the first byte above the limit. */
  overflow: () => void;
}

/**
 * Makes a log. The marker is printed before anything of the pull request runs, so its first
 * appearance cannot be a lie; it is not part of the output. The second marker can be one: then
 * a program whose report files are read shows less of its output, and is counted no less.
 */
export function createLog(settings: LogSettings): Log {
  const { limitBytes, overflow, filesFollow } = settings;
  const output = keepEnd(settings.keepBytes);
  const files = keepEnd(REPORT_BYTES);
  const findStart = lineFinder(`${settings.marker}\n`);
  const findEnd = lineFinder(`\n${settings.endMarker}\n`);
  let phase: "unpacking" | "running" | "ended" = "unpacking";
  let told = false;

  function take(piece: Uint8Array): void {
    if (phase === "ended") return (filesFollow ? files : output).add(piece);
    const found = (phase === "unpacking" ? findStart : findEnd)(piece);
    if (found === null) return output.add(piece);
    output.add(piece.subarray(0, Math.max(0, found.start)));
    output.dropLast(Math.max(0, -found.start));
    phase = phase === "unpacking" ? "running" : "ended";
    take(piece.subarray(found.end));
  }

  return {
    hear(piece) {
      take(piece);
      if (told || (output.heard() <= limitBytes && files.heard() <= REPORT_BYTES)) return;
      told = true;
      overflow();
    },
    unpacked: () => phase !== "unpacking",
    toldEnd: () => phase === "ended",
    summary() {
      const end = output.end();
      const bytes = output.heard();
      return {
        ...{ bytes, truncated: bytes > TAIL_BYTES, whole: bytes === end.length },
        ...{ output: end, files: files.end() },
      };
    },
  };
}

/** The output of a program of ours as text; that of anybody else is read elsewhere. */
export function ownOutput({ output }: Pick<LogSummary, "output">): string {
  return new TextDecoder().decode(output);
}

/**
 * Finds the first such line in a stream, in whatever pieces it comes. Places are those of the
 * piece that it ends in; a start below 0 is in the pieces before.
 */
function lineFinder(text: string): (piece: Uint8Array) => { start: number; end: number } | null {
  const line = Buffer.from(text);
  let carry = Buffer.alloc(0);
  return (piece) => {
    const all = Buffer.concat([carry, piece]);
    const start = all.indexOf(line) - carry.length;
    if (start >= -carry.length) return { start, end: start + line.length };
    carry = Buffer.from(all.subarray(-(line.length - 1)));
    return null;
  };
}

/** Keeps the end of a stream, and counts all of it. */
function keepEnd(most: number) {
  let pieces: Uint8Array[] = [];
  let kept = 0;
  let heard = 0;

  function all(): Buffer {
    const joined = Buffer.concat(pieces);
    pieces = [joined];
    kept = joined.length;
    return joined;
  }
  function cut(from: number, to: number): Buffer {
    pieces = [Buffer.from(all().subarray(from, to))];
    return all();
  }
  return {
    add(piece: Uint8Array): void {
      // A copy: the piece is a view of a socket's buffer.
      pieces.push(Uint8Array.from(piece));
      kept += piece.length;
      heard += piece.length;
      if (kept > 4 * most) cut(-most, kept);
    },
    dropLast(count: number): void {
      if (count === 0) return;
      heard -= count;
      cut(0, kept - count);
    },
    heard: () => heard,
    end: (): Uint8Array => (kept > most ? cut(-most, kept) : all()),
  };
}
