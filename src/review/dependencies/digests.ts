/** Digests by kind: each value of one kind stands for the same content. */
function byKind(digests: readonly string[]): Map<string, Set<string>> {
  const out = new Map<string, Set<string>>();
  for (const digest of digests) {
    const colon = digest.lastIndexOf(":");
    const kind = digest.slice(0, colon);
    const values = out.get(kind) ?? new Set<string>();
    out.set(kind, values.add(digest.slice(colon + 1).toLowerCase()));
  }
  return out;
}

/** Whether two lists cannot stand for the same content: a kind that both have agrees in nothing. */
export function conflict(before: readonly string[], now: readonly string[]): boolean {
  const old = byKind(before);
  for (const [kind, values] of byKind(now)) {
    const other = old.get(kind);
    if (other !== undefined && !anyIn(other, values)) return true;
  }
  return false;
}

function anyIn(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const each of some) if (others.has(each)) return true;
  return false;
}

/** Whether some digest is of a kind for which nobody can make a second content. */
export function isStrong(digests: readonly string[]): boolean {
  return digests.some((digest) => !/(?:^|\s)(?:sha1|md5):/.test(digest) && digest.includes(":"));
}
