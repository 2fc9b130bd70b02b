import type { DocumentReading } from "./document.ts";
import { all, texts, textOf } from "./node.ts";
import { createNotes } from "./reading.ts";
import { parseToml } from "./toml-document.ts";

const REGISTRY =
  /^(?:registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index|sparse\+https:\/\/index\.crates\.io\/)/;
/** Forges whose repositories are named in lockfiles every day. */
const FORGES =
  /^git\+https:\/\/(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org|git\.sr\.ht)\//;

/** `Cargo.lock`: every crate, and those whose source is no registry and no forge. */
export function readCargoLock(text: string): DocumentReading {
  const { root, problem } = parseToml(text);
  const notes = createNotes();
  for (const entry of all(root, "package").flatMap((each) => each.items)) {
    const name = texts(entry, "name")[0] ?? "";
    const version = texts(entry, "version")[0] ?? null;
    notes.reference({ type: "crate-locked", name, version }, ["install"], entry);
    for (const node of all(entry, "source")) {
      const source = textOf(node) ?? "";
      if (!FORGES.test(source) && !REGISTRY.test(source)) {
        notes.setting("cargo.locked-source", `${name}: ${source}`, node);
      }
    }
  }
  return notes.reading(problem);
}
