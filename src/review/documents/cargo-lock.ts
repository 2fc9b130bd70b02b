import type { DocumentReading } from "./document.ts";
import { all, entriesAt, texts, textOf, type Node } from "./node.ts";
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
    const from = texts(entry, "source")[0] ?? "";
    // Only what comes from a registry is checked by a digest; the rest is named by its commit.
    const isFixed = from !== "" && !from.startsWith("git+");
    const digests = [...texts(entry, "checksum"), ...kept(root, name, version)];
    notes.locked(
      {
        type: "crate-locked",
        name,
        version,
        digests: digests.map((each) => `sha256:${each}`),
        local: !isFixed,
        source: from.startsWith("git+") ? from : null,
      },
      entry,
    );
    for (const node of all(entry, "source")) {
      const source = textOf(node) ?? "";
      if (!FORGES.test(source) && !REGISTRY.test(source)) {
        notes.setting("cargo.locked-source", `${name}: ${source}`, node);
      }
    }
  }
  return notes.reading(problem);
}

/** Older lockfiles keep the checksums together: `"checksum a 1.0.0 (registry…)" = "…"`. */
function kept(root: Node, name: string, version: string | null): string[] {
  const start = `checksum ${name} ${version ?? ""} (`;
  return entriesAt(root, "metadata").flatMap(({ key, value }) =>
    key.startsWith(start) ? (textOf(value) ?? []) : [],
  );
}
