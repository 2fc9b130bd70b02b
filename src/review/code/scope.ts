import { join, type Scope, type Value } from "./value.ts";

/** A new scope inside another. */
export function nest(parent: Scope | null): Scope {
  return { parent, names: new Map() };
}

/** A scope for a branch that may not be taken: inside it, what it assigns is exactly known. */
export function branchOf(parent: Scope): Scope {
  return { parent, names: new Map(), changed: new Set() };
}

/** After a branch that may not have been taken, names have the value of before or of inside it. */
export function leaveBranch(branch: Scope): void {
  const { parent, names, changed } = branch;
  if (parent === null || changed === undefined) return;
  const inside = [...names];
  // Functions that were made inside see what is outside from now on.
  names.clear();
  for (const [name, value] of inside) {
    const local = !changed.has(name);
    const before = local ? (parent.names.get(name) ?? null) : lookUp(parent, name);
    const after = before === null ? value : join(before, value);
    assign(parent, name, after, { local, certain: false });
  }
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
  const inside = how.local || how.certain ? null : innermostBranch(scope, name);
  if (inside !== null) inside.changed?.add(name);
  const home = inside ?? (how.local ? scope : owner(scope, name));
  if (home.changed !== undefined) {
    home.names.set(name, value);
    return;
  }
  const before = home.names.get(name);
  home.names.set(name, before === undefined || how.certain ? value : join(before, value));
}

/** The branch that is being evaluated, when the name is not one of its own or of a function in it. */
function innermostBranch(scope: Scope, name: string): Scope | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    if (at.changed !== undefined) return at.names.has(name) && !at.changed.has(name) ? null : at;
    if (at.names.has(name)) return null;
  }
  return null;
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
