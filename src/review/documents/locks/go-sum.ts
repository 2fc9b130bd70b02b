import type { DocumentReading } from "../document.ts";
import { createNotes } from "../reading.ts";

/** `go.sum` and `go.work.sum`: a module, its version, and what its content adds up to. */
export function readGoSum(text: string): DocumentReading {
  const notes = createNotes();
  for (const [index, line] of text.split("\n").entries()) {
    const [name, version, digest] = line.trim().split(/\s+/, 3);
    if (name === undefined || version === undefined || digest === undefined) continue;
    notes.locked({ type: "go-locked", name, version, digests: [digest] }, index + 1);
  }
  return notes.reading(null);
}
