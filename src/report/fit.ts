/** GitHub's limit on `summary` and on `text`, in bytes of UTF-8. */
export const CHECK_TEXT_BYTES = 65_535;

/**
 * Joins as many whole blocks as fit into `maxBytes` and says how many do not; room for that
 * sentence is part of the limit.
 */
export function fit(
  blocks: readonly string[],
  maxBytes: number,
  more: (count: number) => string,
): string {
  const sizes = blocks.map((block) => Buffer.byteLength(block));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= maxBytes) return blocks.join("");
  const room = maxBytes - Buffer.byteLength(more(blocks.length));
  let used = 0;
  let count = 0;
  while (count < blocks.length && used + (sizes[count] ?? 0) <= room) {
    used += sizes[count] ?? 0;
    count += 1;
  }
  return blocks.slice(0, count).join("") + more(blocks.length - count);
}
