import { createPrivateKey, randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { Probot, ProbotOctokit } from "probot";
import { z } from "zod";
import { Fault } from "../model/fault.ts";
import type { RepositoryRef, SiblingRef } from "../model/repository.ts";
import { createOctokit } from "./octokit.ts";
import { applyRequestPolicy, REQUEST_POLICY, type RequestPolicy } from "./request-policy.ts";

/** What makes the App itself: its id and key, and where GitHub is. */
export interface AppOptions {
  appId: number;
  /** The RSA private key in PEM form. */
  privateKey: string;
  /** `https://api.github.com`, `https://HOST/api/v3` or `https://api.SUBDOMAIN.ghe.com`. */
  apiUrl: string;
  log: Logger;
  policy?: RequestPolicy;
}

/** What an installation token is good for. */
export type TokenScope = "contents" | "repository";

/** The GitHub App: typed events for the server, and tokens of its installations. */
export interface App {
  appId: number;
  apiUrl: string;
  /**
   * Register handlers with `probot.on(...)`; a worker calls `probot.receive({ id, name,
   * payload })` with a delivery that the edge has verified. Its server is never started.
   */
  probot: Probot;
  /**
   * A token for one repository and no other: `contents` can only read its contents,
   * `repository` has all that the installation grants. Kept for an hour less a minute, as
   * long as GitHub lets it live; `fresh` asks for a new one.
   */
  token(
    repository: RepositoryRef | SiblingRef,
    scope: TokenScope,
    options?: { fresh?: boolean },
  ): Promise<string>;
  /** What the installation grants for this repository, by name: `read` or `write`. */
  permissions(repository: RepositoryRef): Promise<Record<string, string>>;
  /** The App's own token: it says where it is installed, and opens no repository. */
  appToken(): Promise<string>;
  /** A token that can only list the repositories of an installation. */
  installationToken(installationId: number): Promise<string>;
}

const TokenAnswer = z.object({ token: z.string().min(1) });
/** GitHub says with each token what it is good for. */
const Granted = z.object({ permissions: z.record(z.string(), z.string()).default({}) });

/** Creates the App; throws a fault when the key is none. Nothing is sent before it is needed. */
export function createApp(options: AppOptions): App {
  const { appId, apiUrl } = options;
  const privateKey = rsaKey(options.privateKey);
  const probot = createProbot({ ...options, privateKey });

  return {
    appId,
    apiUrl,
    probot,
    async appToken() {
      const octokit = await probot.auth();
      return TokenAnswer.parse(await octokit.auth({ type: "app" })).token;
    },

    async installationToken(installationId) {
      const octokit = await probot.auth();
      const permissions = { metadata: "read" } as const;
      try {
        const wanted = { type: "installation", installationId, permissions } as const;
        return TokenAnswer.parse(await octokit.auth(wanted)).token;
      } catch (error) {
        throw mintFault(error);
      }
    },

    async token(repository, scope, { fresh = false } = {}) {
      return TokenAnswer.parse(await grantFor(probot, repository, scope, fresh)).token;
    },

    async permissions(repository) {
      return Granted.parse(await grantFor(probot, repository, "repository", false)).permissions;
    },
  };
}

/** A token for one repository, with what GitHub says of it. */
async function grantFor(
  probot: Probot,
  repository: RepositoryRef | SiblingRef,
  scope: TokenScope,
  refresh: boolean,
): Promise<unknown> {
  const octokit = await probot.auth();
  try {
    return await octokit.auth({
      type: "installation",
      installationId: repository.installationId,
      ...(repository.id === null
        ? { repositoryNames: [repository.name] }
        : { repositoryIds: [repository.id] }),
      ...(scope === "contents" ? { permissions: { contents: "read" } } : {}),
      refresh,
    });
  } catch (error) {
    throw mintFault(error);
  }
}

/**
 * Probot as a library. Its logger stays silent, since it would log whole payloads with every
 * error; what a handler throws comes out of `receive`. Its webhook secret is random, since
 * the edge has checked the signature and nothing may pass by there.
 */
function createProbot({ appId, privateKey, apiUrl, log, policy }: AppOptions): Probot {
  const silent = log.child({}, { level: "silent" });
  const minting = createOctokit(apiUrl);
  applyRequestPolicy(minting, policy ?? REQUEST_POLICY);
  return new Probot({
    appId,
    privateKey,
    baseUrl: apiUrl,
    secret: randomBytes(32).toString("hex"),
    log: silent,
    // Probot mints tokens with a request of its own that knows only api.github.com.
    Octokit: ProbotOctokit.defaults((given: { auth?: object }) => ({
      ...given,
      auth: { ...given.auth, request: minting.request },
      retry: { enabled: false },
      throttle: { enabled: false },
    })),
  });
}

function rsaKey(pem: string): string {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== "rsa") throw new Error(`is of type ${key.asymmetricKeyType}`);
    return key.export({ type: "pkcs8", format: "pem" }).toString();
  } catch {
    // The cause is left out: OpenSSL's message may quote what it was given.
    throw new Fault("internal", "the App's private key is not an RSA key in PEM form");
  }
}

/**
 * A token that GitHub will not mint: 404 and 403 when the installation is removed or
 * suspended, 422 when the repository left it. None of them comes back by trying again.
 */
function mintFault(error: unknown): Fault {
  if (!(error instanceof Fault)) {
    return new Fault("internal", "failed to mint an installation token", { cause: nameOf(error) });
  }
  if (error.kind !== "refused" || !/with (403|422) /.test(error.message)) return error;
  return new Fault("gone", error.message);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
