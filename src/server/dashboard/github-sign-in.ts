import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Now } from "../../ports.ts";
import type { Person, SignInWithGitHub } from "../../ports/sign-in.ts";
import { cookieOf } from "./sessions.ts";

/** How long somebody may take at GitHub, in milliseconds. */
const LASTS = 10 * 60_000;
/** As many may be at GitHub at once; the oldest gives way. */
const MOST = 1000;
const COOKIE = "gatehouse_sign_in";

/** The way to GitHub and back, for one browser and once. */
export interface GitHubSignIn {
  /** Where the browser goes, and the cookie by which it is known when it comes back. */
  leave(): { address: string; cookie: string };
  /** Who came back; null for whoever did not leave from here with this browser. */
  back(request: IncomingMessage, query: URLSearchParams): Promise<Person | null>;
}

/** Makes it; what waits is kept in memory. */
export function createGitHubSignIn(github: SignInWithGitHub, now: Now): GitHubSignIn {
  const left = new Map<string, { verifier: string; until: number }>();
  return {
    leave() {
      const [state, verifier] = [random(), random()];
      const [oldest] = left.keys();
      if (left.size >= MOST && oldest !== undefined) left.delete(oldest);
      left.set(digest(state), { verifier, until: now().getTime() + LASTS });
      const address = github.address({ state, challenge: digest(verifier) });
      return { address, cookie: cookie(state, LASTS / 1000) };
    },
    async back(request, query) {
      const [state, code] = [query.get("state") ?? "", query.get("code") ?? ""];
      const mine = left.get(digest(state));
      // Once, whatever comes of it.
      left.delete(digest(state));
      if (mine === undefined || mine.until <= now().getTime()) return null;
      // Somebody else's sign-in must not become that of the browser which follows their link.
      if (cookieOf(request, COOKIE) !== state || !/^[\x21-\x7e]{1,500}$/.test(code)) return null;
      return github.person(code, mine.verifier);
    },
  };
}

/** It has to come along when GitHub sends the browser back, so it is not "Strict". */
function cookie(state: string, seconds: number): string {
  return `${COOKIE}=${state}; Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
}

function random(): string {
  return randomBytes(32).toString("base64url");
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
