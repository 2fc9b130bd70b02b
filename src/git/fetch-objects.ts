import { Fault } from "../model/fault.ts";
import type { GitSetting } from "./git-environment.ts";
import { runGit } from "./run-git.ts";

/** Where to fetch from and as whom. */
export interface FetchSource {
  gitDir: string;
  url: string;
  /** Sent to `url` only, and never an argument or part of an address. */
  token: string;
  /** A file of certificates to trust besides the system's, for a private GitHub. */
  caFile?: string;
  /** An HTTP proxy to go through. */
  proxy?: string;
  /** The largest pack that is accepted, in bytes. */
  packBytes: number;
  milliseconds: number;
}

/** What to fetch: full object ids, and how much of what they lead to. */
export interface Wanted {
  oids: readonly string[];
  /** `blob:none` brings trees without files, `tree:0` commits without trees. */
  filter: "blob:none" | "tree:0";
  /** How many commits deep; without it the store's shallow boundary stays as it is. */
  depth?: number;
}

/** Why a fetch failed in a way that its caller can act on. */
export class PackTooLarge extends Error {}

/**
 * Fetches objects into our store. Throws `PackTooLarge` beyond `packBytes`, else a fault: `gone`
 * for a repository or commit that is not there, `refused` for a token that does not open it,
 * a redirect or malformed objects, `rate-limited`, `unavailable` for silence.
 */
export async function fetchObjects(source: FetchSource, wanted: Wanted): Promise<void> {
  const answer = await runGit({
    gitDir: source.gitDir,
    args: [
      "fetch",
      "--quiet",
      "--no-tags",
      "--no-write-fetch-head",
      "--no-recurse-submodules",
      "--no-auto-maintenance",
      "--refmap=",
      `--filter=${wanted.filter}`,
      ...(wanted.depth === undefined ? [] : [`--depth=${wanted.depth}`]),
      "--stdin",
      "origin",
    ],
    input: wanted.oids.map((oid) => `${oid}\n`).join(""),
    protocols: ["http", "https"],
    settings: fetchSettings(source, wanted),
    maxFileBytes: source.packBytes,
    milliseconds: source.milliseconds,
  });
  if (answer.code !== 0) throw fetchFailure(answer.stderr);
}

/**
 * Git keeps what it fetched partially only from a remote that promises the rest. That promise
 * lives in this process's environment, never in the store, so that no reader fetches.
 */
function fetchSettings(source: FetchSource, wanted: Wanted): GitSetting[] {
  const basic = Buffer.from(`x-access-token:${source.token}`).toString("base64");
  return [
    ["remote.origin.url", source.url],
    ["remote.origin.promisor", "true"],
    ["remote.origin.partialCloneFilter", wanted.filter],
    [`http.${source.url}.extraHeader`, `Authorization: Basic ${basic}`],
    // Git's default follows the first redirect, to any host.
    ["http.followRedirects", "false"],
    ["http.lowSpeedLimit", "1000"],
    ["http.lowSpeedTime", "30"],
    ["protocol.http.allow", "always"],
    ["protocol.https.allow", "always"],
    ["protocol.version", "2"],
    ["transfer.fsckObjects", "true"],
    ...READ_ONLY_HARMLESS.map((id): GitSetting => [`fetch.fsck.${id}`, "ignore"]),
    ["core.packedGitLimit", "256m"],
    ["pack.threads", "1"],
    ...(source.caFile === undefined ? [] : [["http.sslCAInfo", source.caFile] as const]),
    ...(source.proxy === undefined ? [] : [["http.proxy", source.proxy] as const]),
  ];
}

/**
 * What `git fsck` complains of and we want to read nevertheless. Names, links and module
 * settings are dangerous in a checkout, which never happens here, and are what a review looks
 * for: refusing them would let an author hide a whole pull request. The rest is old history.
 * Ids: https://git-scm.com/docs/git-fsck#_fsck_messages
 */
const READ_ONLY_HARMLESS = [
  "badDate",
  "badDateOverflow",
  "badEmail",
  "badFilemode",
  "badName",
  "badTimezone",
  "emptyName",
  "fullPathname",
  "gitattributesBlob",
  "gitattributesLarge",
  "gitattributesLineLength",
  "gitattributesMissing",
  "gitattributesSymlink",
  "gitignoreSymlink",
  "gitmodulesBlob",
  "gitmodulesLarge",
  "gitmodulesMissing",
  "gitmodulesName",
  "gitmodulesParse",
  "gitmodulesPath",
  "gitmodulesSymlink",
  "gitmodulesUpdate",
  "gitmodulesUrl",
  "hasDot",
  "hasDotdot",
  "hasDotgit",
  "mailmapSymlink",
  "missingEmail",
  "missingNameBeforeEmail",
  "missingSpaceBeforeDate",
  "missingSpaceBeforeEmail",
  "multipleAuthors",
  "nullSha1",
  "zeroPaddedDate",
  "zeroPaddedFilemode",
];

/** Git's own words for what a caller must tell apart, first match first. */
const FAILURES: readonly (readonly [RegExp, Fault["kind"], string])[] = [
  [/error: 429\b/, "rate-limited", "the git server asks to come back later"],
  [/not our ref|no such remote ref|couldn't find remote ref/i, "gone", "the commit is not there"],
  [/repository '.*' not found|error: (?:404|410)\b/, "gone", "the repository is not there"],
  [/error: 30\d\b|unable to update url base/, "refused", "the git server redirects elsewhere"],
  [
    /could not read (?:Username|Password)|Authentication failed|error: 40[13]\b/,
    "refused",
    "the git server refuses the token",
  ],
  [/fsck error|error: object [0-9a-f]+:|invalid index-pack/, "refused", "objects are malformed"],
];

function fetchFailure(stderr: string): Error {
  if (/File too large/.test(stderr)) return new PackTooLarge("too large");
  const known = FAILURES.find(([pattern]) => pattern.test(stderr));
  const detail = stderr.trim().slice(0, 300);
  if (!known) return new Fault("unavailable", `failed to fetch from git: ${detail}`);
  return new Fault(known[1], `failed to fetch from git: ${known[2]} (${detail})`);
}
