import type { EngineDescription } from "./engine.ts";

/** What is known of a kind of engine before anything is tried on it. */
export interface EngineNote {
  /** Whether runs may be possible at all. */
  possible: boolean;
  why: string;
  fix: string;
}

const DOCKER: EngineNote = {
  possible: true,
  why: "It is a Docker Engine that runs as root of its host.",
  fix: "Use Docker Engine 20.10 or later with runc on a kernel with seccomp and the memory, pids and cpu control groups; see docs/sandbox.md.",
};

const ROOTLESS: EngineNote = {
  possible: true,
  why: "It is a rootless Docker Engine: its root is an ordinary user of its host, and limits need control groups version 2 that are delegated to that user.",
  fix: "Boot its host with control groups version 2 and delegate cpu, memory and pids to the engine's user (https://docs.docker.com/engine/security/rootless/), or use an engine that runs as root; see docs/sandbox.md.",
};

const PODMAN: EngineNote = {
  possible: false,
  why: "It is Podman, whose Docker API takes the list of system calls only as a file of its own host, so that no container of a run can be made.",
  fix: "Use a Docker Engine; see docs/sandbox.md.",
};

/** What is known of the kind of an engine, and what to do where a limit does not bite on it. */
export function noteOf({ kind, rootless }: Pick<EngineDescription, "kind" | "rootless">) {
  if (kind === "podman") return PODMAN;
  return rootless ? ROOTLESS : DOCKER;
}
