import type { JobParts } from "./parts.ts";

/** Hears that what an installation reaches may have changed: somebody looks, soon and once. */
export async function hearReach(
  { jobs, now }: Pick<JobParts, "jobs" | "now">,
  { installationId }: { installationId: number },
): Promise<void> {
  const waits = { key: `reconcile ${installationId}`, startAfter: now() };
  await jobs.send("reconcile", { installationId }, waits);
}
