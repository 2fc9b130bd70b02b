import type { PackageDigest } from "../../model/dependency.ts";

/** Digests for which nobody can make a second content, strongest first, with their bytes. */
const STRONG = [
  ["sha512", 64],
  ["sha384", 48],
  ["sha256", 32],
] as const;

/**
 * The digests of the strongest kind among `kind:value` texts, in base64 or hexadecimal; the
 * problem where there is none that can be relied on.
 */
export function strongDigests(
  label: string,
  texts: readonly string[],
): PackageDigest[] | { problem: string } {
  for (const [kind, bytes] of STRONG) {
    const values = texts
      .filter((text) => text.startsWith(`${kind}:`))
      .flatMap((text) => hexOf(text.slice(kind.length + 1), bytes) ?? []);
    if (values.length > 0) return [...new Set(values)].map((value) => ({ kind, value }));
  }
  const weak = texts.some((text) => /^(?:sha1|md5):/.test(text));
  const how = weak ? "by a digest that can be forged" : "without a digest of its content";
  return { problem: `${label} is locked ${how}, so what comes could not be checked` };
}

function hexOf(text: string, bytes: number): string | null {
  if (new RegExp(`^[0-9a-f]{${bytes * 2}}$`, "i").test(text)) return text.toLowerCase();
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const decoded = Buffer.from(text, "base64");
  return decoded.length === bytes ? decoded.toString("hex") : null;
}
