import type { FactList } from "./fact-list.ts";
import { fileSort } from "./file-sort.ts";
import { packers } from "./packers.ts";
import { selfDecoders } from "./self-decoders.ts";

/** Finds code that was written so that nobody can read it. Bundles and data are not that. */
export function packed(text: string, path: string, list: FactList): void {
  if (fileSort(path) === "prose" && !/\.html?$/i.test(path)) return;
  for (const find of [packers, selfDecoders]) {
    for (const { start, end, note } of find(text)) list.add("packed-code", start, end, note);
  }
}
