import type { Capability } from "./capability.ts";
import type { Span } from "./span.ts";
import type { Trigger } from "./trigger.ts";

/** One layer that was unwrapped from an encoded constant, outermost first. */
export interface DecodedLayer {
  codec: string;
  text: string;
}

/** A call or access that the vocabulary of its language maps to a capability. */
export interface CapabilityFact {
  kind: "capability";
  capability: Capability;
  /** The resolved name, as the vocabulary spells it: `child_process.exec`. */
  api: string;
  /** What it acts on, as far as it is constant: a command, a URL, a path, a variable. */
  target: string | null;
  /** What is written there or given to it, as far as it is constant: at most 2,000 characters. */
  content?: string;
  /** Whether it happens as soon as the file is loaded, or only when somebody calls it. */
  atLoad: boolean;
  /** Decoded layers that led here; empty for code that stands in the file as it is. */
  decoded: DecodedLayer[];
  at: Span;
}

/** Where a flow begins: in the file of the fact, unless it names another one. */
export interface SourcePlace extends Span {
  path?: string;
}

/** Data that goes from a source to a sink. */
export interface FlowFact {
  kind: "flow";
  from: Capability;
  to: Capability;
  /** What the source reads, as far as it is constant: `~/.npmrc`, `NPM_TOKEN`. */
  source: string | null;
  /** Where the sink sends it, as far as it is constant: a host, a path, a command. */
  destination: string | null;
  /** What happens to the data on its way: `decode`, `file`, `argument`. */
  steps: string[];
  atLoad: boolean;
  decoded: DecodedLayer[];
  sourceAt: SourcePlace;
  at: Span;
}

/** Something in the text itself that people do not see or are not meant to see. */
export interface TextFact {
  kind: "text";
  feature: TextFeature;
  excerpt: string;
  at: Span;
}

/** The text features that are looked for, in any file and around the change. */
export type TextFeature =
  | "bidi-control"
  | "invisible-character"
  | "hidden-payload"
  | "tag-characters"
  | "mixed-script"
  | "offscreen-code"
  | "control-character"
  | "packed-code"
  | "payment-hook"
  | "key-search"
  | "agent-instruction";

/** Something about the file as git or its consumer sees it. */
export interface FileFact {
  kind: "file";
  feature: FileFeature;
  detail: string;
  at: Span;
}

/** The file features that are looked for. */
export type FileFeature =
  | "type-mismatch"
  | "executable-binary"
  | "symlink-outside"
  | "symlink"
  | "submodule"
  | "made-executable"
  | "odd-path"
  | "encoding-differs"
  | "taken-back";

/** A named setting that a document gives to a tool which obeys it. */
export interface SettingFact {
  kind: "setting";
  /** `editor.task.auto-run`, `npm.script.postinstall`, `workflow.permission.id-token`, … */
  name: string;
  value: string;
  at: Span;
}

/** Who makes a file run. `to` is a repository path, or null when a command names none. */
export interface EdgeFact {
  kind: "edge";
  trigger: Trigger | null;
  to: string | null;
  /** The command or statement that makes it run, as written. */
  by: string;
  /** The language in which it is run, when the command says so: `node font.woff2`. */
  language: string | null;
  secrets: string[];
  at: Span;
}

/** Something outside the repository that the change lets in. */
export interface ReferenceFact {
  kind: "reference";
  type: string;
  name: string;
  version: string | null;
  triggers: Trigger[];
  /** What a lockfile says about it; left out by documents that lock nothing. */
  locked?: Locked;
  at: Span;
}

/** Where a locked package comes from, and how what comes is checked. */
export interface Locked {
  /** The address it is taken from; null: from the ecosystem's own registry, by name. */
  source: string | null;
  /** Digests as `kind:value`; those of one kind stand for the same content. */
  digests: string[];
  /** Names of the packages that it asks for. */
  asks: string[];
  /** Whether the lockfile says that it runs code when it is installed. */
  builds: boolean;
  /** The name by which its registry knows it, where it is locked under another. */
  alias: string | null;
  /** Nothing is downloaded: a part of this repository, or of another package. */
  local: boolean;
  /** Where it is for, where that is not everywhere: `os:linux`, `cpu:!arm64`, a Python marker. */
  only?: string[];
}

/** One statement of the review about one file, in words that no language owns. */
export type Fact =
  CapabilityFact | FlowFact | TextFact | FileFact | SettingFact | EdgeFact | ReferenceFact;
