import { createHmac, timingSafeEqual } from "node:crypto";

const SIGNATURE = /^sha256=[0-9a-f]{64}$/;

/** Tells whether a text has the form of `X-Hub-Signature-256`; SHA-1 has not. */
export function isSignature(text: string | undefined): text is string {
  return text !== undefined && SIGNATURE.test(text);
}

/**
 * Checks GitHub's signature over the raw body against each secret, two of them while one
 * replaces the other. Takes the same time whichever secret fits and wherever a wrong
 * signature differs. An empty list of secrets accepts nothing.
 */
export function verifySignature(
  body: Uint8Array,
  signature: string,
  secrets: readonly string[],
): boolean {
  if (!isSignature(signature)) {
    return false;
  }
  const given = Buffer.from(signature.slice("sha256=".length), "hex");
  return secrets
    .map((secret) => timingSafeEqual(createHmac("sha256", secret).update(body).digest(), given))
    .reduce((one, other) => one || other, false);
}
