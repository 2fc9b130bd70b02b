import { randomBytes, verify } from "node:crypto";
import type { Grant, State } from "./state.ts";

/** Who a request comes from. */
export type Caller = { app: true } | { grant: Grant };

/** GitHub lets an App's JWT live for ten minutes. */
const JWT_SECONDS = 600;
const HOUR_MS = 3_600_000;

/** The caller behind an `Authorization` header; null when GitHub would say "Bad credentials". */
export function callerOf(state: State, authorization: string | undefined): Caller | null {
  const [scheme = "", credential = ""] = (authorization ?? "").split(" ");
  if (!/^(bearer|token)$/i.test(scheme)) return null;
  if (isAppJwt(state, credential)) return { app: true };
  const grant = grantOf(state, credential);
  return grant === null ? null : { grant };
}

/** The grant behind an installation token, while it lives. */
export function grantOf(state: State, token: string): Grant | null {
  const grant = state.grants.get(token);
  return grant !== undefined && grant.expiresAt > Date.now() ? grant : null;
}

/** The user name and password of git's basic authentication. */
export function basicToken(authorization: string | undefined): string | null {
  const [scheme = "", credential = ""] = (authorization ?? "").split(" ");
  if (scheme.toLowerCase() !== "basic") return null;
  const [user, password] = Buffer.from(credential, "base64").toString("utf8").split(":");
  return user === "x-access-token" ? (password ?? null) : null;
}

function isAppJwt(state: State, jwt: string): boolean {
  const [header = "", claims = "", signature = "", rest] = jwt.split(".");
  if (signature === "" || rest !== undefined) return false;
  const { alg } = decoded(header);
  const { iss, iat, exp } = decoded(claims);
  const signed = Buffer.from(`${header}.${claims}`);
  const now = Date.now() / 1000;
  return (
    alg === "RS256" &&
    String(iss) === String(state.app.id) &&
    typeof iat === "number" &&
    typeof exp === "number" &&
    iat <= now + 5 &&
    exp > now &&
    exp <= now + JWT_SECONDS &&
    verify("RSA-SHA256", signed, state.app.publicKey, Buffer.from(signature, "base64url"))
  );
}

function decoded(part: string): Record<string, unknown> {
  try {
    // Whatever a caller sent: every claim is checked by its type above.
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Hands out a token in GitHub's present format, which is long and has dots in it. */
export function mintToken(state: State, wanted: Omit<Grant, "token" | "expiresAt">): Grant {
  const part = (bytes: number): string => randomBytes(bytes).toString("base64url");
  const token = `ghs_${state.app.id}_${part(27)}.${part(200)}.${part(128)}`;
  const grant: Grant = { ...wanted, token, expiresAt: Date.now() + HOUR_MS };
  state.grants.set(token, grant);
  return grant;
}

/** Whether a grant opens this repository with this permission. */
export function permits(grant: Grant, permission: string, level: "read" | "write"): boolean {
  const granted = grant.permissions[permission];
  return granted === "write" || (granted === "read" && level === "read");
}
