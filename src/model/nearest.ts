/**
 * The candidate that a mistyped word most likely meant, or null when none is near: at most a
 * third of its letters wrong, or `mistakes`. For words of at most 128 characters.
 */
export function nearest(
  word: string,
  candidates: readonly string[],
  mistakes?: number,
): string | null {
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(word.slice(0, 128).toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance && distance <= (mistakes ?? thirdOf(candidate))) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function thirdOf(candidate: string): number {
  return Math.max(1, Math.floor(candidate.length / 3));
}

/** Levenshtein distance, with two neighbours in the wrong order as one mistake. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? at(i - 2, j - 2) + 1 : Infinity,
      );
    }
  }
  return at(a.length, b.length);
}
