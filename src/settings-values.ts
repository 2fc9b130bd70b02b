import { createPrivateKey } from "node:crypto";
import { z } from "zod";
import { RUNTIMES, TRACER_USES } from "./model/runtime.ts";
import { weakness } from "./model/weak-secret.ts";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** `https`, or `http` on this machine, without credentials; no slash at its end. */
export const WebUrl = z
  .url("must be an absolute URL such as https://example.com")
  .transform((text) => new URL(text))
  .refine(
    ({ protocol, hostname }) =>
      protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname)),
    "must begin with https:// (http:// only for this machine)",
  )
  .refine(
    ({ username, password, search, hash }) => username + password + search + hash === "",
    "must hold no user, password, query or fragment",
  )
  .transform(({ href }) => href.replace(/\/+$/, ""));

/** A secret of enough strength to be guessed by nobody. */
export const Secret = z.string().superRefine((secret, context) => {
  const message = weakness(secret);
  if (message !== null) {
    context.addIssue(message);
  }
});

/** Hosting panels store a key on one line, with `\n` for its line ends, or in base64. */
export const PrivateKey = z
  .string()
  .transform((text) =>
    text.includes("-----BEGIN") ? text : Buffer.from(text, "base64").toString(),
  )
  .transform((text) => text.replaceAll("\\n", "\n"))
  .refine(isRsaKey, "must be the App's private key: the .pem file that GitHub gave you");

/** `true` or `false`, and nothing else. */
export const Flag = z
  .enum(["true", "false"], "must be true or false")
  .transform((text) => text === "true");

/** What starts the containers of runs. */
export const SandboxRuntime = z.enum(RUNTIMES, `must be ${RUNTIMES.join(" or ")}`);

/** When a tracer follows the processes of a run. */
export const SandboxTracer = z.enum(TRACER_USES, "must be remapped, always or never");

/** Ids of installations, or `all`. */
export const Installations = z
  .string()
  .regex(
    /^(all|\s*[1-9]\d{0,15}(\s*,\s*[1-9]\d{0,15})*\s*)$/,
    "must be installation ids with commas between them, or the word all",
  )
  .transform((text) => (text === "all" ? ("all" as const) : text.split(",").map(Number)));

/** An address to listen on. */
export const Host = z
  .string()
  .regex(/^[0-9A-Za-z.:-]+$/, "must be an address to listen on, such as 0.0.0.0");

/** A port to listen on; 0 takes a free one. */
export const Port = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) < 65_536, "must be 0 to 65535")
  .transform(Number);

function isRsaKey(pem: string): boolean {
  try {
    const key = createPrivateKey(pem);
    return (
      key.asymmetricKeyType === "rsa" && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
    );
  } catch {
    // Not a key at all. OpenSSL's message would tell the operator nothing more.
    return false;
  }
}

/** Names of sandbox workers with the SHA-256 of their tokens, as `gatehouse workers token` prints. */
export const Workers = z
  .string()
  .regex(
    /^\s*[a-z0-9-]{1,32}:[0-9a-f]{64}(\s*,\s*[a-z0-9-]{1,32}:[0-9a-f]{64})*\s*$/,
    "must be NAME:SHA256 with commas between them, as gatehouse workers token prints them",
  )
  .transform((text) =>
    text.split(",").map((one) => {
      const [name = "", tokenSha256 = ""] = one.trim().split(":");
      return { name, tokenSha256 };
    }),
  );
