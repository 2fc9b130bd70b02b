import { join, type Scope, type Value } from "./value.ts";

/** A new scope inside another. */
export function nest(parent: Scope | null): Scope {
  return { parent, names: new Map() };
}

/** What a name stands for, or null when no scope knows it. */
export function lookUp(scope: Scope, name: string): Value | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const value = at.names.get(name);
    if (value !== undefined) return value;
  }
  return null;
}

/**
 * Gives a name a value where it is already known, else in the scope around everything. Inside a branch
 * or a loop an assignment may or may not have happened, so there it joins instead.
 */
export function assign(
  scope: Scope,
  name: string,
  value: Value,
  how: { local: boolean; certain: boolean },
): void {
  const home = how.local ? scope : owner(scope, name);
  const before = home.names.get(name);
  home.names.set(name, before === undefined || how.certain ? value : join(before, value));
}

/** A name that no scope knows and that is not local belongs to the whole program. */
function owner(scope: Scope, name: string): Scope {
  let outermost = scope;
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    if (at.names.has(name)) return at;
    outermost = at;
  }
  return outermost;
}
