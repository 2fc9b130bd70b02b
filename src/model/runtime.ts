/**
 * What runs a container: `runc` with the host's kernel, `runsc` (gVisor) with a kernel of its
 * own in user space.
 */
export const RUNTIMES = ["runc", "runsc"] as const;
export type Runtime = (typeof RUNTIMES)[number];

/**
 * When a tracer follows the processes of a run: where the engine remaps the ids of users, so that
 * its root is nobody on the host; on every engine; or never.
 */
export const TRACER_USES = ["remapped", "always", "never"] as const;
export type TracerUse = (typeof TRACER_USES)[number];

/** What an operator chooses of every sandbox of a machine. */
export interface SandboxUse {
  /** What starts the containers of runs. */
  runtime: Runtime;
  tracer: TracerUse;
  /** Whether a version with a known way out is a reason not to run. */
  requirePatched: boolean;
}

/** What containers of a run are made for. */
export interface Place {
  runtime: Runtime;
  /**
   * What the engine adds to the ids of users inside for those on its host (user-namespace
   * remapping); 0 where they are the same.
   */
  idOffset: number;
}
