import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Now } from "../../ports.ts";

/** How long somebody stays signed in, in milliseconds. */
const LASTS = 8 * 60 * 60 * 1000;
/** As many may be signed in at once; the oldest gives way. */
const MOST = 32;
const COOKIE = "gatehouse_session";

/** Who is signed in. A session's id is made at its sign-in, so nobody can bring one along. */
export interface Sessions {
  /** Answers the cookie of a new session, or null for a wrong token. */
  signIn(token: string): string | null;
  isSignedIn(request: IncomingMessage): boolean;
  /** Ends the session of a request; answers the cookie that removes it. */
  signOut(request: IncomingMessage): string;
}

/** Keeps sessions in memory: a restart signs everybody out. */
export function createSessions(token: string, now: Now): Sessions {
  const until = new Map<string, number>();
  return {
    signIn(given) {
      if (!timingSafeEqual(digest(given), digest(token))) return null;
      const id = randomBytes(32).toString("base64url");
      const [oldest] = until.keys();
      if (until.size >= MOST && oldest !== undefined) until.delete(oldest);
      until.set(keyOf(id), now().getTime() + LASTS);
      return cookie(id, LASTS / 1000);
    },
    isSignedIn: (request) => {
      const id = idOf(request);
      return id !== null && (until.get(keyOf(id)) ?? 0) > now().getTime();
    },
    signOut(request) {
      const id = idOf(request);
      if (id !== null) until.delete(keyOf(id));
      return cookie("", 0);
    },
  };
}

/** Scripts never see it, and no other site's request carries it. */
function cookie(id: string, seconds: number): string {
  return `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;
}

/** A second cookie of the name is somebody's attempt, and then none of them counts. */
function idOf({ headers }: IncomingMessage): string | null {
  const found = (headers.cookie ?? "")
    .split(/;\s*/)
    .filter((one) => one.startsWith(`${COOKIE}=`))
    .map((one) => one.slice(COOKIE.length + 1));
  return found.length === 1 ? (found[0] ?? null) : null;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Ids are kept by their digest, so that a look-up tells nothing about how near a guess was. */
function keyOf(id: string): string {
  return digest(id).toString("hex");
}
