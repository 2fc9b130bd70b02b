import { z } from "zod";
import { Fault } from "../model/fault.ts";
import { JOBS, type JobName, type JobPayload } from "../model/job.ts";

/**
 * What pg-boss stores. The payload is JSON inside a string, since pg-boss keeps its data in
 * `jsonb`, which refuses U+0000 and lone surrogates; both can stand in hostile text.
 */
const Envelope = z.strictObject({ payload: z.string() });
type Envelope = z.infer<typeof Envelope>;

/** Checks a payload against its queue's schema and wraps it; throws a `Fault` on a wrong one. */
export function seal<N extends JobName>(name: N, payload: JobPayload<N>): Envelope {
  return { payload: JSON.stringify(checked(name, payload)) };
}

/** Unwraps stored job data and checks it again: an older process may have written it. */
export function unseal<N extends JobName>(name: N, data: unknown): JobPayload<N> {
  const envelope = Envelope.safeParse(data);
  if (!envelope.success) {
    throw new Fault("internal", `a ${name} job has no payload`);
  }
  return checked(name, JSON.parse(envelope.data.payload));
}

function checked<N extends JobName>(name: N, payload: unknown): JobPayload<N> {
  const parsed = JOBS[name].safeParse(payload);
  if (!parsed.success) {
    throw new Fault("internal", `a ${name} job has a wrong payload`, { cause: parsed.error });
  }
  // The table's own schema made it; TypeScript cannot follow the name through the union.
  return parsed.data as JobPayload<N>;
}
