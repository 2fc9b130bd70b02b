import type { Places } from "../code/places.ts";
import type { ChangedLine, ChangedLines } from "./changed-lines.ts";
import type { Change } from "./change.ts";

const HOST = /\bhttps?:\/\/(?:[^/@\s"'`<>]{1,100}@)?([\w-]+(?:\.[\w-]+)+)/gi;
const KNOWN = [
  "near-host",
  "registry-host",
  "installer-host",
  "service-host",
  "known-host",
] as const;

/**
 * A host that takes the place of another one in a file: the one is there no more, and neither
 * the file, nor the repository, nor the world knew the other. It says little alone, since
 * services move.
 */
export function otherHosts(
  { removed, added }: ChangedLines,
  { before, after, places }: { before: string; after: string; places: Places },
): Change[] {
  const gone = hostsIn(removed).find(({ host }) => !after.includes(host));
  if (gone === undefined) return [];
  const come = hostsIn(added).find(
    ({ host }) =>
      !before.includes(host) && !KNOWN.some((kind) => places.kinds[kind](`https://${host}`)),
  );
  if (come === undefined) return [];
  return [{ name: "change.other-host", value: `${gone.host} → ${come.host}`, line: come.line }];
}

function hostsIn(lines: readonly ChangedLine[]): { host: string; line: number }[] {
  return lines.flatMap(({ text, line }) =>
    [...text.matchAll(HOST)].map(([, host = ""]) => ({ host: host.toLowerCase(), line })),
  );
}
