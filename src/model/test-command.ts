import { patternMatcher } from "./name-pattern.ts";
import type { RunnerData } from "./runner.ts";

/**
 * The command of a runner that a tree asks for, by the paths of its files at the root and one
 * folder below: the first of its `commands` that fits, else its own.
 */
export function testCommand(
  runner: RunnerData,
  paths: readonly string[],
): Pick<RunnerData, "command" | "report"> {
  const fits = (files: readonly string[]) => paths.some(patternMatcher(new Set(files)));
  return runner.commands?.find(({ files }) => fits(files)) ?? runner;
}
