import type { SettingFact } from "../../model/fact.ts";
import type { Span } from "../../model/span.ts";

/**
 * What a comparison of both sides can say about dependencies, in the words that rules use.
 * Nothing of it can be seen in one side alone.
 */
export const SUSPICIONS = {
  "dependency.content-changed": "another content is locked for a version that stays the same",
  "dependency.content-and-host-changed":
    "another content from another host is locked for a version that stays the same",
  "dependency.same-source": "that version is still taken from the same address of a registry",
  "dependency.unasked-builds": "a package that nothing asks for runs code on install",
  "dependency.check-removed": "the digest of a package is gone or weaker",
  "dependency.foreign-host": "a package is locked to a host that is no registry",
  "dependency.bare-address": "packages are taken from a bare address",
  "dependency.other-package": "the address of a locked package is another package's",
  "dependency.unasked": "a package is locked that nothing asks for",
  "dependency.left-registry": "a package moves from the registry to another source",
  "dependency.replaced": "another package is installed under a well-known name",
  "dependency.lookalike": "a new name resembles a well-known one",
  "dependency.swapped": "a well-known name gives way to one that is a letter away from it",
  "dependency.unread-install-code": "a new package runs code on install that is not in the change",
  "dependency.foreign-registry": "packages are asked of a host that is no known registry",
  "dependency.owner-changed": "the same part is taken from somebody else than before",
  "dependency.secret-to-stranger":
    "a secret is given to code of somebody whom the project did not use",
  "dependency.pin-changed": "another commit is pinned for a release that stays the same",
  "dependency.token-abroad": "the token of the public registry is given to another host",
} as const;

/** The name of one suspicion. */
export type Suspicion = keyof typeof SUSPICIONS;

/** A suspicion as a fact of the head, for rules to match. */
export function suspicion(name: Suspicion, value: string, at: Span): SettingFact {
  return { kind: "setting", name, value: value.slice(0, 400), at };
}
