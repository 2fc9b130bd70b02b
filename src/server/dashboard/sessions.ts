import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Now } from "../../ports.ts";
import type { Person } from "../../ports/sign-in.ts";

/** How long somebody stays signed in, in milliseconds. */
const LASTS = 8 * 60 * 60 * 1000;
/** As many of a kind may be signed in at once; the oldest gives way. */
const MOST = { operator: 32, person: 1000 } as const;
const COOKIE = "gatehouse_session";

/** Who looks: whoever has the operator's token, or somebody whom GitHub knows. */
export type Viewer = { kind: "operator" } | { kind: "person"; person: Person };

/** Who is signed in. A session's id is made at its sign-in, so nobody can bring one along. */
export interface Sessions {
  /** Answers the cookie of a new session, or null for a wrong token. */
  signIn(token: string): string | null;
  /** Answers the cookie of a new session of somebody whom GitHub has named. */
  begin(person: Person): string;
  /** Whose request it is; null for nobody's. */
  viewerOf(request: IncomingMessage): Viewer | null;
  /** Ends the session of a request; answers the cookie that removes it. */
  signOut(request: IncomingMessage): string;
}

interface Session {
  viewer: Viewer;
  until: number;
}

/** Keeps sessions in memory: a restart signs everybody out. */
export function createSessions(token: string, now: Now): Sessions {
  const sessions = { operator: new Map<string, Session>(), person: new Map<string, Session>() };
  const begin = (viewer: Viewer): string => {
    const id = randomBytes(32).toString("base64url");
    // Each kind has its own room: strangers who sign in never push the operator out.
    const of = sessions[viewer.kind];
    const [oldest] = of.keys();
    if (of.size >= MOST[viewer.kind] && oldest !== undefined) of.delete(oldest);
    of.set(keyOf(id), { viewer, until: now().getTime() + LASTS });
    return cookie(id, LASTS / 1000);
  };
  return {
    signIn: (given) =>
      timingSafeEqual(digest(given), digest(token)) ? begin({ kind: "operator" }) : null,
    begin: (person) => begin({ kind: "person", person }),
    viewerOf(request) {
      const id = cookieOf(request, COOKIE);
      if (id === null) return null;
      const session = sessions.operator.get(keyOf(id)) ?? sessions.person.get(keyOf(id));
      return session !== undefined && session.until > now().getTime() ? session.viewer : null;
    },
    signOut(request) {
      const id = cookieOf(request, COOKIE);
      if (id !== null) for (const of of Object.values(sessions)) of.delete(keyOf(id));
      return cookie("", 0);
    },
  };
}

/** Scripts never see it, and no other site's request carries it. */
function cookie(id: string, seconds: number): string {
  return `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;
}

/** A second cookie of the name is somebody's attempt, and then none of them counts. */
export function cookieOf({ headers }: IncomingMessage, name: string): string | null {
  const found = (headers.cookie ?? "")
    .split(/;\s*/)
    .filter((one) => one.startsWith(`${name}=`))
    .map((one) => one.slice(name.length + 1));
  return found.length === 1 ? (found[0] ?? null) : null;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Ids are kept by their digest, so that a look-up tells nothing about how near a guess was. */
function keyOf(id: string): string {
  return digest(id).toString("hex");
}
