import { describe, expect, test } from "vitest";
import { acceptFinding } from "../../src/jobs/accept-finding.ts";
import { reopenFinding } from "../../src/jobs/reopen-finding.ts";
import { POLICY_DEFAULTS } from "../../src/policy.ts";
import { finding, review } from "../report/examples.ts";
import { FIRST, head, pullRequest, REPOSITORY, SECOND, type Setting, setting } from "./setting.ts";

const FINDING = finding().fingerprint;
const on = (deliveryId: string) => ({
  ...{ live: pullRequest({}), policy: POLICY_DEFAULTS, deliveryId },
});
const by = (comment: number) => ({
  ...{ repository: { ...REPOSITORY }, pullRequest: 1, by: { comment, body: "", viaApp: false } },
  sender: { id: 9, login: "lead", type: "User" },
});

/** A setting in which a finding of the head was accepted. */
async function accepted(): Promise<Setting> {
  const at = await setting();
  await at.parts.store.recordHead(head({}));
  const evidence = { "scripts/postinstall.js": "e".repeat(40) };
  await at.parts.store.saveReview(REPOSITORY.id, 1, FIRST, review(), evidence);
  await accept(at);
  return at;
}

async function accept(at: Setting, comment = 1): Promise<void> {
  const command = { name: "accept", finding: FINDING, sha: FIRST, reason: "It is ours." } as const;
  await acceptFinding(at.parts, { ...by(comment), command }, on(`accept-${comment}`));
}

async function reopen(at: Setting, comment = 2): Promise<void> {
  const command = { name: "reopen", finding: FINDING } as const;
  await reopenFinding(at.parts, { ...by(comment), command }, on(`reopen-${comment}`));
}

const acceptances = ({ parts }: Setting) => parts.store.acceptancesOf(REPOSITORY.id, 1);
const runsAt = async ({ parts }: Setting, sha: string) =>
  (await parts.store.checksAt(REPOSITORY.id, "review", sha)).map(({ run }) => run);
const answerOf = async ({ parts }: Setting) =>
  (await parts.store.checksAt(REPOSITORY.id, "answer", FIRST))[0]?.content.title;

describe("taking an acceptance back", () => {
  test("ends it before the head is reviewed again, with a record of who did it", async () => {
    const at = await accepted();
    const { jobs } = at.parts;
    const left: number[] = [];
    at.parts.jobs = {
      ...jobs,
      send: async (...job) => {
        left.push((await acceptances(at)).length);
        await jobs.send(...job);
      },
    };
    await reopen(at);
    expect(left).toEqual([0]);
    expect(at.audit.at(-1)).toMatchObject({
      kind: "reopening",
      detail: { pullRequest: 1, finding: FINDING, login: "lead", acceptances: 1 },
    });
    expect(await answerOf(at)).toBe("Finding counts again");
  });

  test("is done to its end by the next attempt when a process died in it", async () => {
    const at = await accepted();
    const { jobs } = at.parts;
    at.parts.jobs = { ...jobs, send: () => Promise.reject(new Error("killed")) };
    await expect(reopen(at)).rejects.toThrow("killed");
    at.parts.jobs = jobs;
    const sent: string[] = [];
    at.parts.jobs = {
      ...jobs,
      send: async (name, payload, options) => {
        sent.push(name);
        await jobs.send(name, payload, options);
      },
    };
    await reopen(at);
    expect(sent).toEqual(["review"]);
    expect(await answerOf(at)).toBe("Finding counts again");
    expect(at.audit.filter(({ kind }) => kind === "reopening")).toHaveLength(1);
  });

  test("is not undone by the old comment, heard again, but by a new one", async () => {
    const at = await accepted();
    await reopen(at);
    await accept(at, 1);
    expect(await acceptances(at)).toEqual([]);
    await accept(at, 3);
    expect(await acceptances(at)).toHaveLength(1);
  });

  test("has what a merge queue holds of the pull request reviewed again", async () => {
    const at = await accepted();
    const range = { kind: "merge-group", branch: "main", pullRequest: 1 } as const;
    await at.parts.store.recordRange({
      ...{ ...range, repository: { ...REPOSITORY }, baseSha: FIRST, headSha: SECOND },
      recordedAt: at.parts.now(),
    });
    await reopen(at);
    expect(await runsAt(at, SECOND)).toEqual(["reopen-2"]);
  });

  test("of what nobody accepted says so, and records nothing", async () => {
    const at = await accepted();
    await reopen(at);
    const records = at.audit.length;
    await reopen(at, 4);
    expect(await answerOf(at)).toBe("Not done");
    expect(at.audit).toHaveLength(records);
  });
});
