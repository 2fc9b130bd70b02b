import { pipeline, type Readable, Transform } from "node:stream";
import { extract } from "tar-stream";
import type { ReportedTests } from "../model/reported-tests.ts";

/** The files of a commit, by its own archive. */
export interface SourcePaths {
  has(path: string): boolean;
}

/**
 * Notes the names of the files in an archive of ours on its way: `source` is to be read in its
 * place, and all names are known at its end. What stands in front of it, `skipBytes` long, is no
 * part of the commit. Each stream ends or fails as the other does.
 */
export function watchPaths(
  archive: Readable,
  skipBytes = 0,
): { source: Readable; known: SourcePaths } {
  const paths = new Set<string>();
  const reader = extract();
  reader.on("entry", (header, content, next) => {
    if (header.type === "file") paths.add(header.name);
    content.once("end", next);
    content.resume();
  });
  // A source that is no archive is refused by whoever unpacks it.
  reader.on("error", () => undefined);
  let skip = skipBytes;
  const source = new Transform({
    transform(piece: Uint8Array, _encoding, done) {
      const rest = piece.subarray(skip);
      skip -= piece.byteLength - rest.byteLength;
      if (!reader.destroyed && rest.byteLength > 0) reader.write(rest);
      done(null, piece);
    },
  });
  // How it failed is heard by whoever reads the other end.
  pipeline(archive, source, () => reader.destroy());
  return { source, known: { has: (path) => paths.has(path) } };
}

/** Where the workspace is, as a report may name a file in it. */
const WORKSPACE = /^(?:\/workspace\/|\.\/)+/;

/** Takes away every path of a report that names no file of the commit. */
export function withKnownPaths(
  tests: ReportedTests | null,
  known: SourcePaths,
): ReportedTests | null {
  if (tests === null) return null;
  const failures = tests.failures.map((failure) => {
    const path = failure.path?.replace(WORKSPACE, "") ?? null;
    return path !== null && known.has(path)
      ? { ...failure, path }
      : { ...failure, path: null, line: null };
  });
  return { ...tests, failures };
}
