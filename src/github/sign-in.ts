import { z } from "zod";
import { Fault } from "../model/fault.ts";
import type { SignInWithGitHub } from "../ports/sign-in.ts";

/** The App as the web flow knows it, and the way back to us. */
export interface SignInOptions {
  /** `https://github.com`, or the host of GitHub Enterprise. */
  webUrl: string;
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  /** Registered as the App's callback URL. */
  callbackUrl: string;
}

const PATIENCE_MS = 10_000;
/** GitHub answers 200 also to a code that it does not take, with `error` in place of a token. */
const TokenAnswer = z.union([
  z.object({ access_token: z.string().min(1) }),
  z.object({ error: z.string() }),
]);
const UserAnswer = z.object({ id: z.int(), login: z.string().min(1) });

/**
 * GitHub's web flow with a state and PKCE:
 * https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
 * The person's token asks once who they are, and is forgotten.
 */
export function createSignIn(options: SignInOptions): SignInWithGitHub {
  const { webUrl, apiUrl, clientId, clientSecret, callbackUrl } = options;
  return {
    address({ state, challenge }) {
      const query = new URLSearchParams({
        ...{ client_id: clientId, redirect_uri: callbackUrl, state, allow_signup: "false" },
        ...{ code_challenge: challenge, code_challenge_method: "S256" },
      });
      return `${webUrl}/login/oauth/authorize?${query.toString()}`;
    },
    async person(code, verifier) {
      const body = new URLSearchParams({
        ...{ client_id: clientId, client_secret: clientSecret, code },
        ...{ redirect_uri: callbackUrl, code_verifier: verifier },
      });
      const url = `${webUrl}/login/oauth/access_token`;
      const answer = await ask(url, TokenAnswer, { method: "POST", body });
      if ("error" in answer) return null;
      const authorization = `Bearer ${answer.access_token}`;
      return ask(`${apiUrl}/user`, UserAnswer, { headers: { authorization } });
    },
  };
}

async function ask<S extends z.ZodType>(
  url: string,
  schema: S,
  init: { method?: string; body?: URLSearchParams; headers?: Record<string, string> },
): Promise<z.infer<S>> {
  const headers = { accept: "application/json", "user-agent": "gatehouse", ...init.headers };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  let data: unknown;
  try {
    const response = await fetch(url, { ...init, headers, signal, redirect: "error" });
    if (!response.ok) throw new Error(`status ${response.status}`);
    data = await response.json();
  } catch {
    // The cause may quote what was sent, which holds a secret.
    throw new Fault("unavailable", "GitHub does not say who signed in");
  }
  const answer = schema.safeParse(data);
  if (answer.success) return answer.data;
  throw new Fault("unavailable", "GitHub's answer is not of the documented shape");
}
