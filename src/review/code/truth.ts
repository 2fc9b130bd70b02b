/** Truth as most languages have it: nothing, zero, the empty text and false are not true. */
export function isTrue(known: unknown): boolean {
  return known !== null && known !== false && known !== 0 && known !== "" && !Number.isNaN(known);
}
