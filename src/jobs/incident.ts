import { randomUUID } from "node:crypto";
import type { JobLog } from "./parts.ts";

/** Notes in the log that we gave something up; answers the id under which it is found there. */
export function openIncident(log: JobLog, subject: object): string {
  const incident = randomUUID();
  log.error({ incident, ...subject }, "gave up after the last attempt; earlier lines say why");
  return incident;
}
