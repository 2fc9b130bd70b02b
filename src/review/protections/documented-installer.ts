import type { Places } from "../code/places.ts";
import type { ChangedLine, ChangedLines } from "./changed-lines.ts";
import { DOCUMENTS } from "../documents/table.ts";
import type { Change } from "./change.ts";

/** A command that brings a program: what a changed way to install takes the place of. */
const BRINGS =
  /\b(?:curl|wget|iwr|irm|Invoke-WebRequest)\b|\b(?:npm|pnpm|yarn|pip3?|pipx|uv|gem|cargo|go|brew|apt(?:-get)?|dnf|choco|scoop|winget) (?:\w+ )?(?:i|install|add|get)\b|\bnpx\b|\bdocker (?:run|pull)\b/i;

/** A command that runs what an address answers, without a look at it. */
const RUNS_ANSWER =
  /\b(?:curl|wget)\b[^|]{0,200}\|\s*(?:sudo\s+(?:-\w+\s+){0,3})?(?:ba|z|da|k)?sh\b|\b(?:ba|z)?sh\s+(?:-c\s+["']?\$|<)\(\s*(?:curl|wget)\b|\b(?:curl|wget)\b[^|]{0,200}\|\s*(?:sudo\s+)?(?:python3?|node|perl|ruby)\b|\b(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod|DownloadString)\b[^|]{0,200}\|\s*(?:iex|Invoke-Expression)\b|\b(?:iex|Invoke-Expression)\b.{0,80}(?:iwr|irm|DownloadString|Invoke-RestMethod)\b/i;

/** A command after which the machine protects its user less. */
const UNGUARDS =
  /Set-MpPreference\s+-(?:Exclusion|Disable)\w*|Add-MpPreference\s+-Exclusion\w*|\bspctl\s+--(?:global|master)-disable|\bcsrutil\s+disable|\bxattr\s+-\w*[cd]\w*\s+(?:com\.apple\.quarantine\s+)?\S|\bsetenforce\s+0\b/i;

const HOST = /\bhttps?:\/\/(?:[^/@\s"'`<>]{1,100}@)?([\w-]+(?:\.[\w-]+)+)/gi;
const KNOWN = [
  "near-host",
  "registry-host",
  "installer-host",
  "service-host",
  "known-host",
] as const;

/**
 * The documented way to install, where it is exchanged for a command that runs what a host answers
 * which neither the document, nor the repository, nor the world knew; or that takes protections
 * off the reader's machine on the way.
 */
export function documentedInstallers(
  { removed, added }: ChangedLines,
  { path, before, places }: { path: string; before: string; places: Places },
): Change[] {
  if (!followed(path) || !removed.some(({ text }) => BRINGS.test(text))) return [];
  const named = new Set(hostsOf(before));
  const strange = ({ text }: ChangedLine) =>
    RUNS_ANSWER.test(text) &&
    (UNGUARDS.test(text) ||
      hostsOf(text).some(
        (host) => !named.has(host) && !KNOWN.some((kind) => places.kinds[kind](`https://${host}`)),
      ));
  const first = added.find(strange);
  if (first === undefined) return [];
  return [
    { name: "change.documented-installer", value: first.text.slice(0, 200), line: first.line },
  ];
}

/** Documents that people follow by hand. */
function followed(path: string): boolean {
  return DOCUMENTS.some((kind) => kind.followed === true && kind.matches(path));
}

function hostsOf(text: string): string[] {
  return [...text.matchAll(HOST)].map(([, host = ""]) => host.toLowerCase());
}
