import { BASE_PLACES_MOST, type BaseRun } from "../model/base-run.ts";
import type { CommitSha } from "../model/repository.ts";
import type { Behaviour, SandboxRun } from "../model/sandbox-run.ts";

const CARRYING = ", carrying ";

/** What is kept of a run of the merge base. */
export function keptOf(run: SandboxRun): BaseRun {
  const { headSha: commit, outcome, reason, image, runtime, behaviours } = run;
  const tests = run.tests && {
    ...{ passed: run.tests.passed, failed: run.tests.failed, skipped: run.tests.skipped },
  };
  const places = new Set(behaviours.filter(isPlain).map(({ target }) => target));
  return {
    result: { commit, outcome, reason, tests },
    ...{ image, runtime, places: [...places].slice(0, BASE_PLACES_MOST) },
  };
}

/** What stands for a run of the merge base that cannot be. */
export function noBaseRun(commit: CommitSha, why: string): BaseRun {
  const result = { commit, outcome: "refused", reason: why.slice(0, 2048), tests: null } as const;
  return { result, image: "", runtime: "", places: [] };
}

/**
 * The run with what the merge base's run did as well marked as that. Only a sending that carried
 * no secret, to a place in the very same words, by a process that read no decoy, can be; every
 * other behaviour stays as it is, and so does all of a run in another image or runtime. What a
 * worker says of the merge base does not count.
 */
export function comparedWithBase(run: SandboxRun, base: BaseRun | null): SandboxRun {
  const own = run.behaviours.map(unmarked);
  if (base === null) return { ...withoutBase(run), behaviours: own };
  const same = run.image === base.image && run.runtime === base.runtime;
  const places = new Set(same ? base.places : []);
  const readers = new Set(
    own.filter(({ capability }) => capability === "read.credential").map((one) => one.process),
  );
  const isQuiet = (one: Behaviour) =>
    isPlain(one) && places.has(one.target) && !readers.has(one.process);
  return {
    ...{ ...run, base: base.result },
    behaviours: own.map((one) => (isQuiet(one) ? { ...one, seenOnBase: true } : one)),
  };
}

function unmarked(one: Behaviour): Behaviour {
  const copy = { ...one };
  delete copy.seenOnBase;
  return copy;
}

function withoutBase(run: SandboxRun): SandboxRun {
  const copy = { ...run };
  delete copy.base;
  return copy;
}

/** A sending of nothing that we know to be a secret. */
function isPlain({ capability, target }: Pick<Behaviour, "capability" | "target">): boolean {
  // A target of the most characters may have been cut before what it carried.
  return capability === "network.send" && !target.includes(CARRYING) && target.length < 2048;
}
