import { readFileSync } from "node:fs";
import type { Problem } from "./model/problem.ts";

/** The environment as Node gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads one variable from the environment, or from the file that its `_FILE` twin names, which
 * may end in one line break. What cannot be read goes to `problems`, without a value.
 */
export function readVariable(
  env: Environment,
  name: string,
  problems: Problem[],
): string | undefined {
  const value = env[name];
  const path = env[`${name}_FILE`];
  if (path === undefined || path === "") {
    return value;
  }
  if (value !== undefined && value !== "") {
    problems.push({ where: name, message: `is set twice: keep ${name} or ${name}_FILE` });
    return undefined;
  }
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    problems.push({
      where: name,
      message: `${name}_FILE names a file that cannot be read (${code})`,
    });
    return undefined;
  }
}
