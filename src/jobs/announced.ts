import type { Finding, Review } from "../model/review.ts";
import type { Behaviour, SandboxRun } from "../model/sandbox-run.ts";

/** Stands before the place that was meant, where the program called it by another name. */
const CONNECTED = ", connected to ";

/**
 * The run with, for each behaviour, what the review of the same commit had announced it by: the
 * fingerprint of a finding that names the same place, or else the file that newly has the
 * capability. A secret that left, and an attack on a witness, no capability explains.
 */
export function announced(run: SandboxRun, review: Review | null): SandboxRun {
  if (review === null) return run;
  const behaviours = run.behaviours.map((behaviour) => ({
    ...behaviour,
    announcedBy: announcerOf(behaviour, review),
  }));
  return { ...run, behaviours };
}

function announcerOf(behaviour: Behaviour, review: Review): string | null {
  if (behaviour.capability === "disable.protection") return null;
  const place = placeOf(behaviour);
  const finding = place === null ? undefined : review.findings.find((one) => names(one, place));
  if (finding !== undefined) return finding.fingerprint;
  if (!isOrdinary(behaviour)) return null;
  const { capability } = behaviour;
  const line = review.capabilities.find(({ added }) => added.includes(capability));
  return line === undefined ? null : `${capability} of ${line.path}`.slice(0, 512);
}

/** Sending to a place with a name; everything else needs a finding that says so. */
function isOrdinary({ capability, target }: Behaviour): boolean {
  if (capability !== "network.send" || target.includes("the decoy of ")) return false;
  // What calls a place by another place's name hides it.
  if (target.includes(CONNECTED)) return false;
  const host = placeOf({ capability, target }) ?? "";
  return /[a-z]/.test(host) && !host.includes(":");
}

/** The host or the file that a behaviour is about. */
function placeOf({ capability, target }: Pick<Behaviour, "capability" | "target">): string | null {
  if (capability === "read.credential") return /^~?\/?([^\s]+)/.exec(target)?.[1] ?? null;
  const [, real] = target.split(CONNECTED);
  if (real !== undefined) return real.split(", carrying ")[0] ?? null;
  const found = /^(?:[A-Z]+ https?:\/\/|the name )?(?:\[([0-9a-f:.]+)\]|([^\s/:]+))/.exec(target);
  return found?.[1] ?? found?.[2] ?? null;
}

/** Whether a finding names the place, and not one that it is a part of. */
function names(finding: Finding, place: string): boolean {
  const texts = finding.evidence.flatMap(({ text, decoded }) => [text, ...decoded]);
  return [finding.message, ...texts].some((text) => hasName(text, place));
}

function hasName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    const goesOn = /^(?:[A-Za-z0-9-]|\.[A-Za-z0-9])/.test(text.slice(end, end + 2));
    if (!goesOn && !/[A-Za-z0-9.-]/.test(text.charAt(at - 1))) return true;
  }
  return false;
}
