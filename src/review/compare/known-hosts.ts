import type { Places } from "../code/places.ts";
import type { UnderstoodSide } from "../side/understand.ts";

const HOST = /\b[a-z]+:\/\/(?:[^/@\s"'`]{1,200}@)?([\w-]+(?:\.[\w-]+)+)/gi;
/** What a manifest calls the project, and under whose name it lies on a forge. */
const NAME = /(?:^|[\s{,])["']?name["']?\s{0,3}[:=]\s{0,3}["']([@\w./-]{4,80})["']/gm;
const CALLED =
  /(?:^|\s)(?:namespace|module|package|Plugin Name:)\s{1,3}([A-Za-z][\w-]*(?: [\w-]+)?)/gm;
const FORGE = /\b(?:github|gitlab|bitbucket)\.(?:com|org)[/:]([\w.-]{4,60})\/([\w.-]{4,80})/gi;

const PART = /-(?:cli|js|ts|py|rb|go|rs|php|app|web|site|server|client|sdk|api|lib|core|plugin)$/i;

/** Names that everybody can have something under: one of them says nothing about another. */
const SHARED =
  /(?:^|\.)(?:(?:co|com|org|net|ac|gov)\.[a-z]{2}|github\.io|gitlab\.io|pages\.dev|workers\.dev|vercel\.app|netlify\.app|herokuapp\.com|onrender\.com|web\.app|firebaseio\.com|azurewebsites\.net|cloudfront\.net|amazonaws\.com|readthedocs\.io|fly\.dev|surge\.sh|r2\.dev|example\.invalid)$/;

const MOST = 2000;

/**
 * The places of the world together with those that this repository talks to already: hosts
 * that the base names in a file that was read, and others of the same owner. Familiar is also
 * what is called just as the project, its owner or a host of these, under whatever ending.
 */
export function withHostsOf(base: UnderstoodSide, places: Places): Places {
  const owners = new Set<string>();
  const names = new Set<string>();
  for (const { text } of base.files.values()) {
    for (const [, host] of (text ?? "").matchAll(HOST)) {
      if (host === undefined || owners.size >= MOST) continue;
      owners.add(ownerOf(host));
      if (nameOf(ownerOf(host)).length > 3) names.add(nameOf(ownerOf(host)));
    }
    for (const name of namesIn(text ?? "")) if (names.size < MOST) names.add(name);
  }
  const known = (text: string) => owners.has(ownerIn(text) ?? "");
  // Where nothing was before, nobody is a newcomer.
  const familiar = (text: string) => {
    const owner = ownerIn(text);
    return base.side.tree.size === 0 || (owner !== null && names.has(nameOf(owner)));
  };
  return { ...places, kinds: { ...places.kinds, "known-host": known, "familiar-host": familiar } };
}

function ownerIn(text: string): string | null {
  const host = /^(?:[a-z]+:)?(?:\/\/)?(?:[^/@]*@)?([\w-]+(?:\.[\w-]+)+)/i.exec(text)?.[1];
  return host === undefined ? null : ownerOf(host);
}

function namesIn(text: string): string[] {
  const named = [...text.matchAll(NAME)].flatMap(([, name = ""]) => name.split(/[@/]/));
  const lying = [...text.matchAll(FORGE)].flatMap(([, owner = "", name = ""]) => [
    owner,
    name.replace(/\.git$/, ""),
  ]);
  const called = [...text.matchAll(CALLED)].map(([, name = ""]) => name);
  return [...named, ...lying, ...called]
    .flatMap((name) => [name, name.replace(PART, "")])
    .map(plain)
    .filter((name) => name.length > 3);
}

function nameOf(owner: string): string {
  return plain(owner.slice(0, owner.indexOf(".")));
}

/** `slider-kit`, `SliderKit` and `Slider Kit` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
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
