import type { Places } from "../code/places.ts";
import type { UnderstoodSide } from "../side/understand.ts";

const HOST = /\b[a-z]+:\/\/(?:[^/@\s"'`]{1,200}@)?([\w-]+(?:\.[\w-]+)+)/gi;

/** Names that everybody can have something under: one of them says nothing about another. */
const SHARED =
  /(?:^|\.)(?:(?:co|com|org|net|ac|gov)\.[a-z]{2}|github\.io|gitlab\.io|pages\.dev|workers\.dev|vercel\.app|netlify\.app|herokuapp\.com|onrender\.com|web\.app|firebaseio\.com|azurewebsites\.net|cloudfront\.net|amazonaws\.com|example\.invalid)$/;

const MOST = 2000;

/**
 * The places of the world together with those that this repository talks to already: hosts
 * that the base names in a file that was read, and others of the same owner.
 */
export function withHostsOf(base: UnderstoodSide, places: Places): Places {
  const owners = new Set<string>();
  for (const { text } of base.files.values()) {
    for (const [, host] of (text ?? "").matchAll(HOST)) {
      if (host !== undefined && owners.size < MOST) owners.add(ownerOf(host));
    }
  }
  const known = (text: string) => {
    const host = /^(?:[a-z]+:)?(?:\/\/)?(?:[^/@]*@)?([\w-]+(?:\.[\w-]+)+)/i.exec(text)?.[1];
    return host !== undefined && owners.has(ownerOf(host));
  };
  return { ...places, kinds: { ...places.kinds, "known-host": known } };
}

/** The part of a host that one owner has: the last two names, or three under a shared one. */
function ownerOf(host: string): string {
  const labels = host.toLowerCase().split(".");
  if (/^[\d.]+$/.test(host)) return host;
  const two = labels.slice(-2).join(".");
  return SHARED.test(two) || SHARED.test(labels.slice(-3).join("."))
    ? labels.slice(-3).join(".")
    : two;
}
