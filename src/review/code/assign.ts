import type { Analysis, Frame } from "./analysis.ts";
import { readMember } from "./members.ts";
import type { Target } from "./program.ts";
import { assign } from "./scope.ts";
import { join, joinAll, only, UNKNOWN, type Value } from "./value.ts";

/** Puts a value where a target says; parts of a target take the value apart. */
export function assignTo(target: Target, value: Value, frame: Frame, analysis: Analysis): void {
  switch (target.kind) {
    case "name":
      assign(frame.scope, target.name, value, { local: target.local, certain: frame.certain });
      return;
    case "member":
      assignMember(
        analysis.engine.evaluate(target.object, frame, analysis),
        analysis.engine.evaluate(target.property, frame, analysis),
        value,
        frame,
        analysis,
      );
      return;
    case "parts":
      for (const part of target.parts) {
        const property =
          part.property === null ? null : analysis.engine.evaluate(part.property, frame, analysis);
        const found =
          property === null
            ? { ...UNKNOWN, taints: value.taints, boxes: value.boxes }
            : readMember(value, property, UNKNOWN_PLACE, analysis);
        const fallback =
          part.fallback === null
            ? UNKNOWN
            : analysis.engine.evaluate(part.fallback, frame, analysis);
        assignTo(part.target, join(found, fallback), frame, analysis);
      }
      return;
    default:
      throw new Error(`unknown target ${(target satisfies never as Target).kind}`);
  }
}

const UNKNOWN_PLACE = { line: 1, endLine: 1 };

function assignMember(
  object: Value,
  property: Value,
  value: Value,
  frame: Frame,
  analysis: Analysis,
): void {
  const name = only(property);
  for (const box of object.boxes) {
    if (typeof name === "number" && box.items !== null && Number.isInteger(name) && name >= 0) {
      setItem(box.items, name, value, frame.certain);
    } else if (typeof name === "string" || typeof name === "number") {
      const key = String(name);
      const before = box.fields.get(key);
      box.fields.set(key, before === undefined || frame.certain ? value : join(before, value));
    } else {
      box.rest = joinAll([box.rest, value]);
    }
  }
  if (typeof name !== "string") return;
  for (const api of object.apis) {
    if (analysis.traits.globals.includes(api)) analysis.global.names.set(name, value);
    else if (api === "module" && name === "exports") exportAll(value, analysis);
    else if (api === "exports" || api === "module.exports") analysis.exports.set(name, value);
  }
}

function setItem(items: Value[], index: number, value: Value, certain: boolean): void {
  if (index > 100_000) return;
  while (items.length < index) items.push(UNKNOWN);
  const before = items[index];
  items[index] = before === undefined || certain ? value : join(before, value);
}

function exportAll(value: Value, analysis: Analysis): void {
  analysis.exports.set("default", value);
  for (const box of value.boxes) {
    for (const [name, field] of box.fields) analysis.exports.set(name, field);
  }
}
