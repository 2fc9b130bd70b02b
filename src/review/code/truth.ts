import type { Value } from "./value.ts";

/** Truth as most languages have it: nothing, zero, the empty text and false are not true. */
export function isTrue(known: unknown): boolean {
  return known !== null && known !== false && known !== 0 && known !== "" && !Number.isNaN(known);
}

/** A function, a list or a record of the program itself, and nothing else: that is there. */
export function isOwnThing({ known, apis, taints, closures, boxes }: Value): boolean {
  if (known.length + apis.length > 0 || closures.length + boxes.length === 0) return false;
  return taints.every(isOfCommit);
}

/** What comes from a file of the commit, or out of a constant, is what it is here. */
export function isOfCommit({ capability }: Value["taints"][number]): boolean {
  return capability === "decode" || capability === "read.file";
}

/** Of which nothing is known, not even where it comes from. */
export function isNothing({ known, apis, taints, closures, boxes, prefix }: Value): boolean {
  const parts = known.length + apis.length + taints.length + closures.length + boxes.length;
  return parts === 0 && prefix === null;
}
