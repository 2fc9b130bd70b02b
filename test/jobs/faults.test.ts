import { describe, expect, test } from "vitest";
import { abandonReview } from "../../src/jobs/abandon-review.ts";
import { queueReview } from "../../src/jobs/queue-review.ts";
import { reportCheck } from "../../src/jobs/report-check.ts";
import { reviewPullRequest } from "../../src/jobs/review-pull-request.ts";
import { Fault } from "../../src/model/fault.ts";
import { parsePolicy } from "../../src/policy-file.ts";
import type { CheckRunWrite } from "../../src/ports.ts";
import { FIRST, head, pullRequest, REPOSITORY, SECOND, type Setting, setting } from "./setting.ts";

const job = () => ({ repository: { ...REPOSITORY }, pullRequest: 1, headSha: FIRST });
const ATTEMPT = { signal: new AbortController().signal };

/** A setting with one head whose review waits. */
async function waiting(): Promise<Setting> {
  const at = await setting();
  await at.parts.store.recordHead(head({}));
  await queueReview(at.parts, head({}), "d1");
  return at;
}

async function checkOf({ parts }: Setting) {
  const [check] = await parts.store.checksAt(REPOSITORY.id, "review", FIRST);
  if (check === undefined) throw new Error("there is no check");
  return check;
}

describe("a fault of ours", () => {
  test.for([
    [null, "neutral"],
    ["version: 1\nmode: observe\n", "neutral"],
    ["version: 1\nmode: enforce\n", "action_required"],
    ["version: 1\non_error: block\n", "action_required"],
  ] as const)(
    "under the policy %j ends as %s, with an incident of the log",
    async ([text, conclusion]) => {
      const at = await waiting();
      at.parts.readPolicy = async (bytes, path) => parsePolicy(Buffer.from(bytes).toString(), path);
      await at.parts.store.savePolicy(REPOSITORY.id, text);
      await abandonReview(at.parts, job());
      const { content } = await checkOf(at);
      expect(content.conclusion).toBe(conclusion);
      const incidents = at.logged.flatMap(({ fields }) =>
        "incident" in fields ? [String(fields.incident)] : [],
      );
      expect(incidents).toHaveLength(1);
      expect(content.summary).toContain(incidents[0]);
      expect(content.title).toContain("failure of Gatehouse itself");
    },
  );

  test("leaves a check alone that another attempt has concluded", async () => {
    const at = await waiting();
    const check = await checkOf(at);
    const content = { ...check.content, status: "completed", conclusion: "failure" } as const;
    await at.parts.store.wantCheck({ ...check, content });
    await abandonReview(at.parts, job());
    expect((await checkOf(at)).content.conclusion).toBe("failure");
  });

  test("is not what a stale answer of GitHub is: the review is tried again", async () => {
    const at = await waiting();
    at.live.splice(0, 1, pullRequest({ headSha: SECOND }));
    const review = reviewPullRequest(at.parts, job(), ATTEMPT);
    await expect(review).rejects.toMatchObject({ kind: "unavailable" });
    expect((await checkOf(at)).content.status).toBe("queued");
  });

  test("is not a removed repository: the check ends, and nothing is tried again", async () => {
    const at = await waiting();
    at.live.splice(0, 1, new Fault("gone", "GitHub answered with 404"));
    await reviewPullRequest(at.parts, job(), ATTEMPT);
    expect((await checkOf(at)).content.conclusion).toBe("cancelled");
    expect(await at.parts.store.headsAt(REPOSITORY.id, FIRST)).toEqual([]);
  });
});

describe("reporting a check", () => {
  /** Lets GitHub take writes, and answers what it took. */
  function taking(at: Setting, fails: (write: CheckRunWrite) => Fault | null = () => null) {
    const taken: CheckRunWrite[] = [];
    const take = async (write: CheckRunWrite) => {
      const fault = fails(write);
      if (fault !== null) throw fault;
      taken.push(write);
    };
    at.github.createCheckRun = async (_, write) => (await take(write), 71);
    at.github.updateCheckRun = async (_, __, write) => take(write);
    return taken;
  }

  test("writes what is wanted now, once, whatever was wanted when the job was sent", async () => {
    const at = await waiting();
    const taken = taking(at);
    const check = await checkOf(at);
    const content = { ...check.content, status: "in_progress", title: "newer" } as const;
    await at.parts.store.wantCheck({ ...check, content });
    await reportCheck(at.parts, { checkId: check.id });
    await reportCheck(at.parts, { checkId: check.id });
    expect(taken.map((write) => [write.externalId, write.content.title])).toEqual([
      [check.id, "newer"],
    ]);
  });

  test("drops news of a head that is no more, but says how it ended", async () => {
    const at = await waiting();
    const taken = taking(at);
    const check = await checkOf(at);
    await at.parts.store.recordHead(
      head({ headSha: SECOND, recordedAt: new Date("2026-11-23T12:00:00Z") }),
    );
    await reportCheck(at.parts, { checkId: check.id });
    expect(taken).toEqual([]);
    const content = { ...check.content, status: "completed", conclusion: "cancelled" } as const;
    await at.parts.store.wantCheck({ ...check, content });
    await reportCheck(at.parts, { checkId: check.id });
    expect(taken.map((write) => write.content.conclusion)).toEqual(["cancelled"]);
    expect(at.audit.map(({ kind }) => kind)).toEqual(["check-concluded"]);
  });

  test("passes a rate limit on, so that the job comes back when it may", async () => {
    const at = await waiting();
    const retryAt = new Date("2026-11-23T13:00:00Z");
    taking(at, () => new Fault("rate-limited", "later", { retryAt }));
    const { id } = await checkOf(at);
    await expect(reportCheck(at.parts, { checkId: id })).rejects.toMatchObject({ retryAt });
  });

  test("drops and records what GitHub has no place for", async () => {
    const at = await waiting();
    taking(at, () => new Fault("gone", "GitHub answered with 404"));
    await reportCheck(at.parts, { checkId: (await checkOf(at)).id });
    expect(at.audit[0]?.detail["dropped"]).toContain("404");
  });
});
