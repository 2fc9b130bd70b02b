/**
 * What runs a container: `runc` with the host's kernel, `runsc` (gVisor) with a kernel of its
 * own in user space.
 */
export const RUNTIMES = ["runc", "runsc"] as const;
export type Runtime = (typeof RUNTIMES)[number];

/** What containers of a run are made for. */
export interface Place {
  runtime: Runtime;
  /**
   * What the engine adds to the ids of users inside for those on its host (user-namespace
   * remapping); 0 where they are the same.
   */
  idOffset: number;
}
