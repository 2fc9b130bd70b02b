import type { WallCheck } from "../../src/sandbox/proof.ts";
import { TRIED } from "../../src/sandbox/walls.ts";

/** What came of trying one limit or wall on one kind of engine. */
export type Held = "holds" | "absent" | "does not hold" | "not tried";

/** The engines on which every limit and wall is tried in the tests, as the page heads them. */
export const ENGINES = [
  "`runc`",
  "`runc`, ids remapped",
  "`runsc`",
  "rootless, cgroup v1",
  "Podman",
] as const;
type Engine = (typeof ENGINES)[number];

/** Where it is not simply "holds". */
const OTHERWISE: Partial<Record<Engine, Readonly<Record<string, Held>>>> = {
  "`runsc`": {
    "sandbox/wall-system-calls": "absent",
    "sandbox/limit-processes": "absent",
    "sandbox/limit-cpus": "absent",
  },
  "rootless, cgroup v1": {
    "sandbox/limit-processes": "does not hold",
    "sandbox/limit-cpus": "does not hold",
    "sandbox/limit-memory": "does not hold",
  },
};

/** What must come of trying a limit or wall on an engine. */
export function expectedOn(engine: Engine, id: string): Held {
  return engine === "Podman" ? "not tried" : (OTHERWISE[engine]?.[id] ?? "holds");
}

/** What must come of trying all of them, by the ids of their checks. */
export function allExpectedOn(engine: Engine): Record<string, Held> {
  return Object.fromEntries([...TRIED.keys()].map((id) => [id, expectedOn(engine, id)]));
}

/** What did come of it. */
export function heldOf(checks: readonly WallCheck[]): Record<string, Held> {
  return Object.fromEntries(
    checks.map(({ id, ok, absent }) => [
      id,
      ok ? (absent === true ? "absent" : "holds") : "does not hold",
    ]),
  );
}
