const REDACTED = "[redacted]";

/**
 * What a secret looks like, wherever it stands. GitHub's prefixes are documented at
 * https://docs.github.com/en/authentication; installation tokens can also be about 520
 * characters, `ghs_<app>_<JWT>`, with dots and hyphens.
 */
const SECRET_SHAPES: readonly RegExp[] = [
  /\bgh[opusr]_[A-Za-z0-9_.-]+/g,
  /\bgithub_pat_[A-Za-z0-9_]+/g,
  /\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g,
  // A key may be cut short, so its end is not waited for: everything up to the end of the string.
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[^"-]*(?:-----END [A-Z0-9 ]*PRIVATE KEY-----)?/g,
  /(?<=\b(?:bearer|basic|token) )[A-Za-z0-9._~+/=-]{8,}/gi,
  /(?<=\/\/[^\s/:@"]*:)[^\s/@"]+(?=@)/g,
  /(?<=[?&]password=)[^\s&"]+/gi,
];

/** Takes secrets out of a text: `known` ones by their value, others by their shape. */
export function withoutSecrets(text: string, known: readonly string[]): string {
  const rest = known.reduce((left, secret) => left.replaceAll(secret, REDACTED), text);
  return SECRET_SHAPES.reduce((left, shape) => left.replace(shape, REDACTED), rest);
}

/**
 * The ways in which secrets are written: as they are, as JSON and as an address spells them,
 * longest first, so that no half of one is left. Shorter ones than eight characters are known
 * by where they stand alone: taking them out everywhere would take other words apart.
 */
export function spellingsOf(secrets: readonly string[]): string[] {
  const all = secrets
    .filter((secret) => secret.length >= 8)
    .flatMap((secret) => [
      JSON.stringify(secret).slice(1, -1),
      secret,
      encodeURIComponent(secret),
      ...secret.split("\n").filter((line) => line.length >= 32),
    ]);
  return [...new Set(all)].toSorted((a, b) => b.length - a.length);
}
