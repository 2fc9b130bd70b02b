import { expect, it } from "vitest";
import { comparedWithBase, keptOf, noBaseRun } from "../../src/jobs/base-run.ts";
import { comparedCommit } from "../../src/jobs/plan-base.ts";
import type { Behaviour } from "../../src/model/sandbox-run.ts";
import { sandboxConclusion } from "../../src/report/conclusion.ts";
import { HEAD, run } from "../report/examples.ts";

const BASE = "b".repeat(40);
const PLACE = "registry.example:443 (TLS name registry.example)";

function seen(over: Partial<Behaviour>): Behaviour {
  return {
    ...{ capability: "network.send", target: PLACE, process: "a process of the run" },
    ...{ step: "the command", count: 1, announcedBy: null },
    ...over,
  };
}

const baseRun = (...behaviours: Partial<Behaviour>[]) =>
  keptOf(run({ headSha: BASE, behaviours: behaviours.map(seen) }));

function quiet(head: Partial<Behaviour>[], base: Partial<Behaviour>[]): boolean[] {
  const { behaviours } = comparedWithBase(run({ behaviours: head.map(seen) }), baseRun(...base));
  return behaviours.map(({ seenOnBase }) => seenOnBase === true);
}

it("marks a sending to the same place as seen on the merge base, and lets the run succeed", () => {
  const compared = comparedWithBase(run({ behaviours: [seen({})] }), baseRun({ count: 4 }));
  expect(compared.behaviours).toEqual([seen({ seenOnBase: true })]);
  expect(compared.base).toMatchObject({ commit: BASE, outcome: "passed" });
  expect(sandboxConclusion(compared, { differences: [] })).toBe("success");
});

it.each<[string, Partial<Behaviour>]>([
  ["another host", { target: "drop.example:443 (TLS name drop.example)" }],
  ["another port", { target: "registry.example:444 (TLS name registry.example)" }],
  ["another path", { target: "POST http://registry.example/other" }],
  ["the same name at another place", { target: `${PLACE}, connected to 203.0.113.7` }],
  ["a secret to the same place", { target: `${PLACE}, carrying the decoy of ~/.netrc (hex)` }],
])("does not quiet %s", (_, head) => {
  expect(quiet([head], [{}])).toEqual([false]);
});

it.each<[string, Partial<Behaviour>]>([
  ["a secret that left", { target: `${PLACE}, carrying the decoy of ~/.npmrc (hex)` }],
  ["a decoy that was read", { capability: "read.credential", target: "~/.aws/credentials" }],
  ["a secret that was printed", { capability: "write.log", target: "the decoy of ~/.npmrc" }],
  ["metadata", { capability: "read.metadata", target: "GET http://169.254.169.254/" }],
  ["an attack on a witness", { capability: "disable.protection", target: "the tracer: gone" }],
  ["a write where programs start", { capability: "write.startup", target: "~/.bashrc" }],
  ["a look at other processes", { capability: "read.host", target: "/proc/1/environ" }],
])("never quiets %s, though the merge base does the very same", (_, both) => {
  expect(quiet([both], [both])).toEqual([false]);
});

it("does not quiet what a process sends that read a decoy", () => {
  const read = { capability: "read.credential", target: "~/.aws/credentials" } as const;
  expect(quiet([read, {}], [{}])).toEqual([false, false]);
  const chain = comparedWithBase(run({ behaviours: [seen(read), seen({})] }), baseRun({}));
  expect(sandboxConclusion(chain, { differences: [] })).toBe("failure");
});

it("compares with nothing that ran in another image or runtime", () => {
  for (const other of [{ image: "sha256:other" }, { runtime: "another" }]) {
    const { behaviours } = comparedWithBase(run({ behaviours: [seen({})], ...other }), baseRun({}));
    expect(behaviours).toEqual([seen({})]);
  }
});

it("does not take a worker's word for what the merge base did", () => {
  const forged = run({
    behaviours: [seen({ seenOnBase: true })],
    base: { commit: BASE, outcome: "passed", reason: "It is fine.", tests: null },
  });
  expect(comparedWithBase(forged, null)).toEqual(run({ behaviours: [seen({})] }));
});

it("goes on without a merge base that could not run", () => {
  const compared = comparedWithBase(run({ behaviours: [seen({})] }), noBaseRun(BASE, "No image."));
  expect(compared).toMatchObject({
    headSha: HEAD,
    outcome: "passed",
    base: { commit: BASE, outcome: "refused", reason: "No image.", tests: null },
    behaviours: [seen({})],
  });
});

it("is compared with the one merge base, and says so where there are several", () => {
  expect(comparedCommit([BASE], HEAD)).toEqual({ commit: BASE });
  const several = comparedCommit([BASE, "c".repeat(40)], HEAD);
  expect(several).toMatchObject({ baseRun: { result: { outcome: "refused", commit: BASE } } });
});

it("is compared with nothing where it is the merge base itself, or there is none", () => {
  expect(comparedCommit([HEAD], HEAD)).toEqual({ baseRun: null });
  expect(comparedCommit([], HEAD)).toEqual({ baseRun: null });
});
