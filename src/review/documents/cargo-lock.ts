import type { DocumentReading } from "./document.ts";
import { all, texts, textOf } from "./node.ts";
import { createNotes } from "./reading.ts";
import { parseToml } from "./toml-document.ts";

const REGISTRY =
  /^(?:registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index|sparse\+https:\/\/index\.crates\.io\/)/;
/** Forges whose repositories are named in lockfiles every day. */
const FORGES =
  /^git\+https:\/\/(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org|git\.sr\.ht)\//;

/** `Cargo.lock`: every crate with its source, and whether what comes is checked. */
export function readCargoLock(text: string): DocumentReading {
  const { root, problem } = parseToml(text);
  const notes = createNotes();
  for (const entry of all(root, "package").flatMap((each) => each.items)) {
    const name = texts(entry, "name")[0] ?? "";
    const version = texts(entry, "version")[0] ?? null;
    notes.reference({ type: "crate-locked", name, version }, ["install"], entry);
    for (const node of all(entry, "source")) {
      const source = textOf(node) ?? "";
      if (source.startsWith("git+") && FORGES.test(source)) {
        notes.setting("lockfile.git-source", `${name}: ${source}`, node);
      } else if (!REGISTRY.test(source)) {
        notes.setting("lockfile.foreign-host", `${name}: ${source}`, node);
      } else if (all(entry, "checksum").length === 0 && all(root, "metadata").length === 0) {
        notes.setting("lockfile.integrity-missing", `${name}@${version ?? ""}`, entry);
      }
    }
  }
  return notes.reading(problem);
}
