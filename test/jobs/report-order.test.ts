import { describe, expect, test } from "vitest";
import { spendCreation } from "../../src/jobs/budget.ts";
import { reportCheck } from "../../src/jobs/report-check.ts";
import type { CheckContent } from "../../src/model/check.ts";
import type { CheckRunWrite } from "../../src/ports.ts";
import { queuedReviewCheck } from "../../src/report/review-check.ts";
import { FIRST, head, REPOSITORY, type Setting, setting } from "./setting.ts";

function concluded(conclusion: "success" | "failure"): CheckContent {
  return { ...queuedReviewCheck(), status: "completed", conclusion, title: conclusion };
}

/** Two concluded checks of one head, of which GitHub has heard nothing yet. */
async function twoChecks(at: Setting): Promise<{ older: string; newer: string }> {
  const of = { repository: { ...REPOSITORY }, kind: "review", headSha: FIRST } as const;
  await at.parts.store.recordHead(head({}));
  const { store } = at.parts;
  const older = await store.wantCheck({ ...of, run: "first", content: concluded("success") });
  const newer = await store.wantCheck({ ...of, run: "second", content: concluded("failure") });
  return { older, newer };
}

describe("two checks of a commit while GitHub asked to wait", () => {
  test("are shown with the newer one last, whichever job comes first afterwards", async () => {
    const at = await setting();
    const { older, newer } = await twoChecks(at);
    const created: CheckRunWrite[] = [];
    at.github.findCheckRun = async () => null;
    at.github.createCheckRun = async (_, write) => created.push(write);
    await reportCheck(at.parts, { checkId: newer });
    await reportCheck(at.parts, { checkId: older });
    expect(created.map(({ externalId }) => externalId)).toEqual([newer]);
    expect(at.audit.at(-1)?.detail).toMatchObject({ check: older, conclusion: null });
  });

  test("end with the newer one where the older one was on its way already", async () => {
    const at = await setting();
    const of = { repository: { ...REPOSITORY }, kind: "review", headSha: FIRST } as const;
    const { store } = at.parts;
    await store.recordHead(head({}));
    const older = await store.wantCheck({ ...of, run: "first", content: concluded("success") });
    const shown: string[] = [];
    at.github.findCheckRun = async () => null;
    at.github.createCheckRun = async (_, { externalId, content }) => {
      if (externalId === older) {
        const content = concluded("failure");
        const newer = await store.wantCheck({ ...of, run: "second", content });
        await reportCheck(at.parts, { checkId: newer });
      }
      return shown.push(String(content.conclusion));
    };
    await reportCheck(at.parts, { checkId: older });
    const [last] = await store.checksAt(REPOSITORY.id, "review", FIRST);
    await reportCheck(at.parts, { checkId: last?.id ?? "" });
    expect(shown).toEqual(["failure", "success", "failure"]);
  });

  test("are both ended where the older one got there and its answer was lost", async () => {
    const at = await setting();
    const { older } = await twoChecks(at);
    const ended: string[] = [];
    at.github.findCheckRun = async (_, __, ___, externalId) => (externalId === older ? 71 : null);
    at.github.createCheckRun = async (_, write) => ended.push(write.externalId);
    await reportCheck(at.parts, { checkId: older });
    expect(ended).toEqual([older]);
  });
});

test("what an installation creates has an hourly limit, which other installations do not feel", async () => {
  const { parts } = await setting();
  const own = REPOSITORY.id * 1000;
  for (let at = 0; at < 3; at += 1) expect(await spendCreation(parts, own, 3)).toBeNull();
  const until = await spendCreation(parts, own, 3);
  expect(until?.getTime()).toBeGreaterThan(parts.now().getTime() + 3_500_000);
  expect(await spendCreation(parts, own + 1, 3)).toBeNull();
});
