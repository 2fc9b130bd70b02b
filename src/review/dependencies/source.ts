import { isRegistry, type Ecosystem, type KnownPackages } from "./known.ts";

/** Where a package is taken from. */
export interface Source {
  kind: "registry" | "git" | "address" | "path";
  /** In lower case; null where the source names none. */
  host: string | null;
  /** Who owns the repository on a forge, in lower case. */
  owner: string | null;
}

const REGISTRY: Source = { kind: "registry", host: null, owner: null };
const SHORT = /^(github|gitlab|bitbucket|gist):([\w.-]+)\//i;
const BARE_REPOSITORY = /^([\w.-]+)\/[\w.-]+(?:#.*)?$/;
/** Addresses of archives that forges make of a repository. */
const ARCHIVE =
  /^https:\/\/(?:codeload\.github\.com|github\.com|api\.github\.com\/repos|gitlab\.com|bitbucket\.org)\/([\w.-]+)\/[\w.-]+\/(?:tar\.gz|zip|archive|tarball|zipball|-\/archive|get|legacy\.tar\.gz)\b/i;

/** Takes a source apart, as a manifest or a lockfile of the ecosystem writes it. */
export function sourceOf(text: string | null, ecosystem: Ecosystem, known: KnownPackages): Source {
  if (text === null || text === "") return REGISTRY;
  const short = SHORT.exec(text);
  if (short !== null)
    return { kind: "git", host: hostOfShort(short[1] ?? ""), owner: lower(short[2]) };
  if (ecosystem === "npm" && BARE_REPOSITORY.test(text) && !text.startsWith("."))
    return { kind: "git", host: "github.com", owner: lower(BARE_REPOSITORY.exec(text)?.[1]) };
  if (/^(?:file|link|portal|workspace|patch):|^\.{0,2}\//.test(text))
    return { kind: "path", host: null, owner: null };
  const host = hostOf(text);
  if (host === null) return REGISTRY;
  if (isRegistry(host, ecosystem, known)) return { kind: "registry", host, owner: null };
  const archive = ARCHIVE.exec(text);
  if (archive !== null) return { kind: "git", host, owner: lower(archive[1]) };
  const git = /^(?:git|hg|svn|bzr)[+:@]|^ssh:|\.git(?:[#@]|$)/i.test(text);
  return { kind: git ? "git" : "address", host, owner: git ? ownerOf(text) : null };
}

function hostOfShort(forge: string): string {
  const plain = forge.toLowerCase();
  return plain === "bitbucket"
    ? "bitbucket.org"
    : plain === "gist"
      ? "gist.github.com"
      : `${plain}.com`;
}

function lower(text: string | undefined): string | null {
  return text?.toLowerCase() ?? null;
}

/** The host of an address, in lower case; null when there is none, or a variable stands for it. */
export function hostOf(text: string): string | null {
  const url = /^(?:[a-z]+\+)?[a-z]+:\/\/(?:[^/@\s]*@)?(\[[0-9a-f:]+\]|[^/:?#\s]+)/i.exec(text)?.[1];
  const scp = /^(?:git\+)?(?:ssh:\/\/)?[\w.-]+@([\w.-]+)[:/]/.exec(text)?.[1];
  const host = (url ?? scp)?.toLowerCase() ?? null;
  return host === null || /[${}%<>*]/.test(host) ? null : host;
}

function ownerOf(text: string): string | null {
  const match = /(?:\/\/(?:[^/@\s]*@)?[^/:\s]+(?::\d+)?[/:]|@[\w.-]+[:/])\/?([\w.-]+)\//.exec(text);
  return lower(match?.[1]);
}

/** An address in numbers that everybody can reach: no name, so nobody vouches for it. */
export function isBareAddress(host: string): boolean {
  if (host.startsWith("[")) return !/^\[(?:::1|f[cd]|fe80)/i.test(host);
  if (/^(?:0x[0-9a-f]+|\d{8,10})$/.test(host)) return true;
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) && !isPrivate(host);
}

/** A host of the own machine or the own network: a registry for tests. */
export function isPrivate(host: string): boolean {
  // Whole addresses only: `10.h.example` and `localhost.h.example` are anybody's.
  const numbers = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
  return (
    host === "localhost" ||
    host === "[::1]" ||
    (numbers && /^(?:127\.|0\.0\.0\.0$|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host)) ||
    /\.(?:local|localhost|internal|lan|test)$/.test(host) ||
    !/[.:]/.test(host)
  );
}
