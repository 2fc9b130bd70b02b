import { patternMatcher } from "../model/name-pattern.ts";
import type { Problem } from "../model/problem.ts";
import type { ReportForm, RunnerData } from "../model/runner.ts";
import { testCommand } from "../model/test-command.ts";
import type { LimitsSection, SandboxPolicy } from "./policy-section.ts";

/** What will run: the runner, the profile that said so, and the command. */
export interface Plan {
  runner: RunnerData;
  profile: string;
  command: readonly string[];
  /** How its report is read; null when no tests are counted. */
  report: ReportForm | null;
  limits: LimitsSection;
}

/** What a plan is made from; nothing of it comes from the pull request's head. */
export interface PlanFacts {
  policy: SandboxPolicy;
  /** The profile that the command names, or null. */
  profile: string | null;
  /** Paths of the files of the default branch, at its root and one folder below. */
  rootFiles: readonly string[];
  runners: readonly RunnerData[];
}

/** The profile that is meant when none is named. */
export const DEFAULT_PROFILE = "default";

/**
 * Chooses runner and command: the policy first, else the one runner that the root of the
 * default branch is recognised by, else a problem that says what to configure.
 */
export function planRun(facts: PlanFacts): { plan: Plan } | { problems: Problem[] } {
  const name = facts.profile ?? DEFAULT_PROFILE;
  const profile = Object.hasOwn(facts.policy.profiles, name)
    ? facts.policy.profiles[name]
    : undefined;
  if (profile === undefined && name !== DEFAULT_PROFILE) {
    return { problems: [noProfile(Object.keys(facts.policy.profiles))] };
  }
  const chosen = chooseRunner(facts, profile?.runner ?? facts.policy.runner);
  if ("problems" in chosen) return chosen;
  const { runner } = chosen;
  const own = testCommand(runner, facts.rootFiles);
  const command = profile?.command ?? own.command;
  const report = profile?.report ?? own.report ?? null;
  return { plan: { runner, profile: name, command, report, limits: facts.policy.limits } };
}

/** Chooses how a single program of a language is run. */
export function planProgram(
  facts: Pick<PlanFacts, "policy" | "runners">,
  language: string,
): { plan: Plan } | { problems: Problem[] } {
  const able = facts.runners.filter((runner) => runner.exec !== undefined);
  const runner = able.find((known) => known.language === language);
  if (runner?.exec === undefined) {
    const languages = able.map((known) => known.language).join(", ");
    return {
      problems: [
        { where: "language", message: `there is no such language here; there is: ${languages}` },
      ],
    };
  }
  const { policy } = facts;
  return {
    plan: {
      ...{ runner, profile: "exec", command: runner.exec.command, report: null },
      limits: policy.limits,
    },
  };
}

function chooseRunner(
  { rootFiles, runners }: PlanFacts,
  named: string | undefined,
): { runner: RunnerData } | { problems: Problem[] } {
  const names = runners.map((runner) => runner.name).join(", ");
  if (named !== undefined) {
    const runner = runners.find((known) => known.name === named);
    if (runner !== undefined) return { runner };
    return problem("sandbox.runner", `there is no runner "${named}"; there is: ${names}`);
  }
  const fits = (patterns: readonly string[]) => rootFiles.some(patternMatcher(new Set(patterns)));
  const strong = runners.filter(({ recognise }) => fits(recognise.files));
  const fitting =
    strong.length > 0 ? strong : runners.filter(({ recognise }) => fits(recognise.weak ?? []));
  const [first, ...others] = fitting;
  if (first === undefined) {
    return problem(
      "sandbox.runner",
      `no runner fits the files on the default branch; name one in .github/gatehouse.yml, as sandbox.runner: ${names}`,
    );
  }
  if (others.length === 0) return { runner: first };
  const both = fitting.map((runner) => runner.name).join(", ");
  return problem(
    "sandbox.runner",
    `more than one runner fits the files on the default branch; choose one in .github/gatehouse.yml, as sandbox.runner: ${both}`,
  );
}

function noProfile(names: readonly string[]): Problem {
  const known = [DEFAULT_PROFILE, ...names.filter((name) => name !== DEFAULT_PROFILE)];
  return {
    where: "profile",
    message: `there is no such profile in the policy of the default branch; there is: ${known.join(", ")}`,
  };
}

function problem(where: string, message: string): { problems: Problem[] } {
  return { problems: [{ where, message }] };
}
