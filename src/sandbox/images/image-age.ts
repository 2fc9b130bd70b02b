import type { ImageEntry } from "./image-record.ts";

/** After as many days an image is old: Debian has mended something in it since, by experience. */
export const OLD_AFTER_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The whole days since an image was built; 0 where its clock was ahead of ours. */
export function imageAge({ builtAt }: Pick<ImageEntry, "builtAt">, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(builtAt)) / DAY_MS));
}

/** Says that an image is old, or null. It does not say how old: that changes every day. */
export function oldImageWarning(
  name: string,
  entry: Pick<ImageEntry, "builtAt">,
  now: Date,
): string | null {
  if (imageAge(entry, now) < OLD_AFTER_DAYS) return null;
  const built = entry.builtAt.slice(0, 10);
  return `The image ${name} was built on ${built}, more than ${OLD_AFTER_DAYS} days ago: it lacks the security updates since. Run gatehouse images update.`;
}

/** The packages that differ between two builds: "name old → new", with "none" for no package. */
export function changedPackages(before: readonly string[], after: readonly string[]): string[] {
  const old = versionsOf(before);
  const now = versionsOf(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => old.get(name) !== now.get(name))
    .sort()
    .map((name) => `${name} ${old.get(name) ?? "none"} → ${now.get(name) ?? "none"}`);
}

function versionsOf(packages: readonly string[]): Map<string, string> {
  return new Map(
    packages.map((line) => {
      const space = line.indexOf(" ");
      return [line.slice(0, space), line.slice(space + 1)];
    }),
  );
}
