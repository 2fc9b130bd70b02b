/**
 * The values of the named sections of a client's settings, the section that is named first
 * winning; the section "" is what stands before any. `${NAME}` is taken from the environment.
 */
export function iniValues(
  text: string,
  sections: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  const found = new Map<string, Map<string, string>>();
  let section = "";
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
    const header = /^\[(.*)\]$/.exec(line)?.[1];
    if (header !== undefined) {
      section = header.trim();
      continue;
    }
    const equals = line.indexOf("=");
    if (equals < 0) continue;
    const values = found.get(section) ?? new Map<string, string>();
    const key = line.slice(0, equals).trim();
    values.set(key, expanded(line.slice(equals + 1).trim(), env));
    found.set(section, values);
  }
  const wanted = sections.toReversed().flatMap((name) => [...(found.get(name) ?? [])]);
  return new Map(wanted);
}

function expanded(value: string, env: Readonly<Record<string, string | undefined>>): string {
  const plain = value.replace(/^(["'])(.*)\1$/, "$2");
  return plain.replace(/\$\{(\w+)\??\}/g, (_, name: string) => env[name] ?? "");
}
