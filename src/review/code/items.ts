import {
  constant,
  isKnown,
  join,
  joinAll,
  memberName,
  only,
  UNKNOWN,
  type Box,
  type Value,
} from "./value.ts";

/** A loop is not followed for longer than this. */
export const LOOP_TURNS = 20_000;

/** The items of a value when all of them are known one by one, else null. */
export function itemsOf(value: Value): Value[] | null {
  const known = only(value);
  const inherited = { taints: value.taints, layers: value.layers };
  if (typeof known === "string" && known.length <= LOOP_TURNS) {
    return [...known].map((each) => ({ ...constant(each), ...inherited }));
  }
  if (known instanceof Uint8Array && known.length <= LOOP_TURNS) {
    return [...known].map((each) => ({ ...constant(each), ...inherited }));
  }
  const box = value.boxes.length === 1 ? value.boxes[0] : undefined;
  if (box === undefined) return null;
  if (box.items === null) return box.fields.size === 0 ? null : keysOf(value);
  return box.items.length <= LOOP_TURNS ? [...box.items] : null;
}

/** The names of a record's fields, or the places of a list, when they are known. */
export function keysOf(value: Value): Value[] | null {
  const box = value.boxes.length === 1 ? value.boxes[0] : undefined;
  if (box === undefined || box.rest !== UNKNOWN) return null;
  const names = box.items === null ? [...box.fields.keys()] : [...box.items.keys()];
  return names.length <= LOOP_TURNS ? names.map((name) => constant(name)) : null;
}

/** Any item of a value, nobody knows which. */
export function anyItem(value: Value): Value {
  const items = value.boxes.flatMap((box) => [
    ...(box.items ?? []),
    ...box.fields.values(),
    box.rest,
  ]);
  const apis = value.apis.flatMap((name) => (name.endsWith(")") ? memberName(name, "*") : []));
  return joinAll([{ ...UNKNOWN, taints: value.taints, apis }, ...items]);
}

/** So many constants one list keeps apart: a decoder may put them together letter by letter. */
const CONSTANTS = 100_000;
/** So many of what is no constant. */
const OTHERS = 100;

/**
 * Puts a value behind the last item of a list. In a list that is too long the last item stands
 * for all that follow, so that nothing is lost; in what is no list nobody knows its place.
 */
export function append(box: Box, value: Value): void {
  const { items } = box;
  if (items === null) {
    box.rest = join(box.rest, value);
    return;
  }
  const plain = isKnown(value) && value.boxes.length === 0;
  if (items.length < (plain ? CONSTANTS : OTHERS)) items.push(value);
  else items[items.length - 1] = join(items.at(-1) ?? UNKNOWN, value);
}
