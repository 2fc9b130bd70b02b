import { changedLines, type ChangedLine } from "./changed-lines.ts";
import type { Change } from "./change.ts";

const MOST = 5;

/** Words of attacks read backwards, so that no search finds them. */
const REVERSED =
  /\/\/:s?ptth|(?<![a-z])(?:lruc|tegw|hsab|llehsrewop|cexelave)(?![a-z])|ssecorp_dlihc|\}SFI\{\$/;
/** The running shell by another name, which gets what comes before it as commands. */
const OWN_SHELL = /(?<!\|)\|(?!\|)\s{0,3}(?:exec\s{1,3})?["']?\$\{?(?:BASH|SHELL|0)\b/;
/** A path to include in which letters are written as numbers. */
const ESCAPED_INCLUDE =
  /\b(?:include|require)(?:_once)?\s{0,3}\(?\s{0,3}["'][^"'\n]{0,80}\\(?:x[0-9a-f]{2}|[0-7]{3})/i;
/** Blanks belong to one part of the pattern only: two that may share them try every way to. */
const PIECES = /\[\s{0,3}((?:(["'`])[^"'`\n]{0,80}\2\s{0,3}(?:,\s{0,3})?){3,40})\]/g;
const PIECE = /(["'`])([^"'`\n]{0,80})\1/g;
const TELLING = /^(?:https?:)?\/\/[\w-]+(?:\.[\w-]+)+|powershell|child_process|\bcurl -|\bbash -c/i;

/** `uid = 0` where a comparison belongs. */
const ASSIGNED =
  /(?:&&|\|\||\bif\s{0,3}\(|\bwhile\s{0,3}\().{0,120}\(\s{0,3}[\w.[\]>-]{0,60}\b(?:e?uid|e?gid|fsuid|is_?admin|is_?root|is_?superuser)\s{0,3}=\s{0,3}(?:0|1|true|True)\s{0,3}\)/;
/** The digest of something that somebody sends is one that stands in the code. */
const DIGEST_DOOR =
  /\b(?:md5|sha1|sha256|sha512|hash|crc32|fnv\w{0,4}|digest)\w{0,10}\(.{0,80}(?:\$_(?:GET|POST|REQUEST|COOKIE|SERVER)\b|\breq(?:uest)?\.|\bparams\b|\bheaders?\b|\bcookies?\b|\b\$?(?:pass|pw|password|key|k|token|secret)\b).{0,60}\)\s{0,3}={2,3}\s{0,3}(?:["'][0-9a-f]{32,128}["']|0x[0-9a-f]{6,16}u?\b)/i;
const ENDLESS =
  /\bfor\s{0,3}\(.{0,60};\s{0,3}\w{1,20}\s{0,3}<=?\s{0,3}(?:Infinity|Number\.MAX_VALUE|1e\d{2,3})\s{0,3};/;

/** All branches of a repository replaced, and its files destroyed. */
const REPLACES_ALL =
  /\bgit\b.{0,60}\bpush\b(?=.{0,80}(?:\s-[a-z]{0,3}f\b|--force\b)).{0,80}--(?:all|mirror)\b/;
const SHREDS = /\bshred\b|\bgit rm -r|\brm -r/;

const LOADS_BY_ITSELF = /__attribute__\s{0,3}\(\(\s{0,3}_{0,2}constructor/;
const STARTS = /\b(?:system|popen|execl[pe]?|execvp?e?|posix_spawnp?)\s{0,3}\(/;
const AMENDS = /\bgit\b.{0,60}\bcommit\b.{0,80}--amend/;
const FORCES = /\bgit\b.{0,60}\bpush\b.{0,80}(?:\s-[a-z]{0,3}f\b|--force\b)/;
const TURNS_CLOCK =
  /^date\s+[%\d$"]|^time\s+[%\d$"]|\bGIT_COMMITTER_DATE\b|\bset-date\b|\bdate\s+-s\b/i;
const PROBES = /(?:^|\/)(?:CMakeLists\.txt|configure\.(?:ac|in)|meson\.build)$|\.(?:cmake|m4)$/;

/**
 * Lines that a change adds and that say something in a way that nobody does who wants it read,
 * or that open, break or start something beside what the code is for. At most five of each.
 */
export function plantedLines(before: string, after: string, path: string): Change[] {
  const added = changedLines(before, after)?.added ?? [];
  const disguised = added.filter(({ text }) => isDisguised(text));
  const planted = [
    ...added.filter(({ text }) => [ASSIGNED, DIGEST_DOOR, ENDLESS].some((each) => each.test(text))),
    ...together(added, LOADS_BY_ITSELF, STARTS),
    ...together(added, REPLACES_ALL, SHREDS),
    ...(has(added, TURNS_CLOCK) ? together(added, AMENDS, FORCES) : []),
    // One stray dot makes a probe fail, and what it looked for is left out of the build.
    ...(PROBES.test(path) ? added.filter(({ text }) => text === ".") : []),
  ];
  return [...changesOf("change.disguised", disguised), ...changesOf("change.planted", planted)];
}

function changesOf(name: Change["name"], lines: readonly ChangedLine[]): Change[] {
  return lines.slice(0, MOST).map(({ text, line }) => ({ name, value: text.slice(0, 200), line }));
}

function isDisguised(text: string): boolean {
  if ([REVERSED, OWN_SHELL, ESCAPED_INCLUDE].some((each) => each.test(text))) return true;
  return [...text.matchAll(PIECES)].some(([, inner = ""]) => {
    const pieces = [...inner.matchAll(PIECE)].map(([, , piece = ""]) => piece);
    if (pieces.some((piece) => TELLING.test(piece))) return false;
    return TELLING.test(pieces.join("")) || /^https?:\/\/[\w.-]+\.\w/.test(pieces.join("/"));
  });
}

function has(lines: readonly ChangedLine[], pattern: RegExp): boolean {
  return lines.some(({ text }) => pattern.test(text));
}

/** The first line that fits the one pattern, where another added line fits the other. */
function together(lines: readonly ChangedLine[], one: RegExp, other: RegExp): ChangedLine[] {
  const found = lines.find(({ text }) => one.test(text));
  return found === undefined || !has(lines, other) ? [] : [found];
}
