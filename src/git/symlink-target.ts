const MAX_FOLLOWED = 40;

/**
 * Tells whether a symlink stays inside the tree, following the tree's other symlinks on the
 * way: `a/../x` is judged from where `a` really leads, not from how it is spelt.
 */
export function staysInside(
  path: string,
  target: string,
  symlinks: ReadonlyMap<string, string>,
): boolean {
  if (target === "" || /[\u0000-\u001f\u007f]/.test(target)) return false;
  const place = path.split("/").slice(0, -1);
  const todo = target.split("/");
  if (target.startsWith("/")) return false;
  for (let followed = 0; todo.length > 0;) {
    const part = todo.shift();
    if (part === undefined || part === "" || part === ".") continue;
    if (part === "..") {
      if (place.pop() === undefined) return false;
      continue;
    }
    place.push(part);
    const next = symlinks.get(place.join("/"));
    if (next === undefined) continue;
    followed += 1;
    if (followed > MAX_FOLLOWED || next.startsWith("/")) return false;
    place.pop();
    todo.unshift(...next.split("/"));
  }
  return true;
}
