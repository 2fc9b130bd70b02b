import {
  join,
  joinAll,
  record,
  stepped,
  taintsOf,
  UNKNOWN,
  type Box,
  type Value,
} from "./value.ts";

/** How the names of objects of the Windows script host begin. */
export const HOST_OBJECT = "com:";

/** Marks the record of an object whose methods leave something behind in it. */
const STATE = "#state";

/**
 * An object of the Windows script host. It has a state: what its methods are given, and where
 * they went, stays with it for those that are called later.
 */
export function hostObject(name: string): Value {
  return stateful({ ...UNKNOWN, apis: [`${HOST_OBJECT}${name}`] });
}

/** The same value with a state of its own. */
export function stateful(value: Value): Value {
  return { ...value, boxes: record(new Map([[STATE, UNKNOWN]])).boxes };
}

/** Leaves data, and the place that it came from or went to, in an object that has a state. */
export function leave(
  receiver: Value,
  data: readonly Value[],
  subject: string | null,
  whole: boolean,
): void {
  for (const box of receiver.boxes) {
    if (!box.fields.has(STATE)) continue;
    const kept = data.map((value) =>
      whole ? stepped(value, "object") : { ...UNKNOWN, taints: taintsOf(value) },
    );
    box.rest = joinAll([box.rest, ...kept]);
    if (subject !== null) box.rest = { ...box.rest, subject: box.rest.subject ?? subject };
  }
}

/** Leaves what a property is set to: other properties may give it in another form. */
export function leaveIn(box: Box, value: Value): void {
  if (box.fields.has(STATE)) box.rest = join(box.rest, { ...UNKNOWN, taints: taintsOf(value) });
}

/** The place that an object was opened for. */
export function subjectOf(receiver: Value): string | null {
  for (const box of receiver.boxes) {
    if (box.fields.has(STATE) && box.rest.subject !== null) return box.rest.subject;
  }
  return null;
}
