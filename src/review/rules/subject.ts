import type { Fact } from "../../model/fact.ts";
import type { Trigger } from "../../model/trigger.ts";
import type { Unit } from "../executions/unit.ts";

/** One fact with the unit it belongs to. */
export interface Located {
  fact: Fact;
  unit: Unit;
}

/** What rules look at: one file of one side, with everything known about when it runs. */
export interface Subject {
  path: string;
  facts: readonly Located[];
  /** Facts that the base's file has and that settings are compared with. */
  baseFacts: readonly Located[];
  triggersOf: (unit: Unit) => ReadonlySet<Trigger>;
}

/** A rule that holds for a subject: the facts that made it hold, the first clause's first. */
export interface Match {
  primary: Located | null;
  others: readonly Located[];
}
