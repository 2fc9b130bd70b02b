import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { accountOf, type State } from "./state.ts";

/** The App's OAuth half as GitHub knows it, and who sits before the browser. */
export interface WebFlow {
  clientId: string;
  clientSecret: string;
  callbackUrl: string;
  /** Who is signed in to GitHub, and agrees to everything. */
  login: string;
}

interface Code {
  login: string;
  challenge: string;
}

/** GitHub's web flow for one App: codes are good once, and only with their verifier. */
export function createWebFlow(state: State) {
  const codes = new Map<string, Code>();
  const tokens = new Map<string, string>();

  async function serve(
    flow: WebFlow | null,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/login/oauth/authorize") {
      authorize(flow, url.searchParams, response);
      return true;
    }
    if (url.pathname === "/login/oauth/access_token") {
      json(response, 200, exchange(flow, new URLSearchParams(await text(request))));
      return true;
    }
    if (url.pathname !== "/api/v3/user") return false;
    const login = tokens.get((request.headers.authorization ?? "").replace(/^Bearer /, ""));
    if (login === undefined) json(response, 401, { message: "Bad credentials" });
    else json(response, 200, { id: accountOf(state, login).id, login });
    return true;
  }

  function authorize(flow: WebFlow | null, query: URLSearchParams, response: ServerResponse): void {
    const { callbackUrl = "", clientId = "" } = flow ?? {};
    const known = query.get("client_id") === clientId && query.get("redirect_uri") === callbackUrl;
    const challenge = query.get("code_challenge") ?? "";
    if (flow === null || !known || query.get("code_challenge_method") !== "S256") {
      response.writeHead(404).end();
      return;
    }
    const code = randomBytes(10).toString("hex");
    codes.set(code, { login: flow.login, challenge });
    const back = new URLSearchParams({ code, state: query.get("state") ?? "" });
    response.writeHead(302, { location: `${callbackUrl}?${back.toString()}` }).end();
  }

  function exchange(flow: WebFlow | null, form: URLSearchParams): object {
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const verifier = createHash("sha256").update(form.get("code_verifier") ?? "");
    const fits =
      code !== undefined &&
      form.get("client_id") === flow?.clientId &&
      form.get("client_secret") === flow?.clientSecret &&
      form.get("redirect_uri") === flow?.callbackUrl &&
      verifier.digest("base64url") === code.challenge;
    if (!fits) return { error: "bad_verification_code" };
    const token = `ghu_${randomBytes(18).toString("hex")}`;
    tokens.set(token, code.login);
    return { access_token: token, token_type: "bearer", scope: "" };
  }

  return { serve, tokens };
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
