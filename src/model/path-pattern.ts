/**
 * Whether a path is meant by a pattern of the policy: the path itself, or a folder above it.
 * `*` stands for anything within one name, `**` for any number of folders.
 */
export function matchesPath(pattern: string, path: string): boolean {
  const wanted = pattern.replace(/\/+$/, "").split("/");
  return matchesFrom(wanted, path.split("/"));
}

/** Goes through names once for each part of the pattern, so that no pattern takes long. */
function matchesFrom(wanted: readonly string[], names: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const part of wanted)
    reached = new Set([...reached].flatMap((at) => after(part, names, at)));
  // Names that are left are below the folder that the pattern names.
  return reached.size > 0;
}

/** Where the rest of the pattern may go on once this part has taken its names. */
function after(part: string, names: readonly string[], at: number): number[] {
  if (part !== "**") return matchesName(part, names[at]) ? [at + 1] : [];
  return Array.from({ length: names.length - at + 1 }, (_, more) => at + more);
}

function matchesName(pattern: string, name: string | undefined): boolean {
  if (name === undefined) return false;
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let from = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return from + last.length <= name.length;
}
