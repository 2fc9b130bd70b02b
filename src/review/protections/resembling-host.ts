/** Suffixes under which everybody gets a name of their own, besides those of countries. */
const SHARED =
  /\.(?:github\.io|gitlab\.io|readthedocs\.io|netlify\.app|vercel\.app|pages\.dev|web\.app|herokuapp\.com|azurewebsites\.net|cloudfront\.net|s3\.amazonaws\.com|(?:co|com|org|net|ac|gov)\.[a-z]{2}|example\.invalid)$/i;

const SHORTEST = 4;

/**
 * Whether the second of two addresses has a host that carries the name of the first one's owner
 * and belongs to somebody else: `updates.acme.io` and `updates.acme-cdn.net`, or `acne.io`. The
 * same name under another ending is an ordinary move.
 */
export function resemblesHost(was: string, now: string): boolean {
  const old = ownerOf(was);
  const other = ownerOf(now);
  if (old === null || other === null || old.owner === other.owner) return false;
  if (old.owner.length < SHORTEST || old.forge !== other.forge) return false;
  const labels = other.forge ? [other.owner] : other.labels;
  // Under another ending, or as a part of another's name, the name itself says nothing.
  if (labels.includes(old.owner)) return false;
  return labels.some((label) => carries(label, old.owner) || oneApart(label, old.owner));
}

function ownerOf(text: string): { owner: string; labels: string[]; forge: boolean } | null {
  const match = /^(?:https?|wss?|git):\/\/(?:[^/@\s]*@)?([\w.-]+)(?::\d+)?(?:\/([\w.-]+))?/i.exec(
    text,
  );
  const host = match?.[1]?.toLowerCase() ?? "";
  if (!host.includes(".") || /^[\d.]+$/.test(host)) return null;
  if (
    /^(?:www\.)?(?:github|gitlab|bitbucket)\.(?:com|org)$|^raw\.githubusercontent\.com$/.test(host)
  )
    return { owner: (match?.[2] ?? "").toLowerCase(), labels: [], forge: true };
  const shared = SHARED.exec(host);
  const name = shared === null ? host.slice(0, host.lastIndexOf(".")) : host.slice(0, shared.index);
  const labels = name.split(".");
  return { owner: labels.at(-1) ?? "", labels, forge: false };
}

/** `acme-cdn` and `get-acme` carry the name `acme`. */
function carries(label: string, name: string): boolean {
  return label !== name && label.split(/[-_]/).includes(name);
}

/** One letter is another, missing, added, or two changed their places. */
function oneApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1 || b.length < 6) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
