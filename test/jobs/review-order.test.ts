import { expect, test } from "vitest";
import { queueReview, reviewKey } from "../../src/jobs/queue-review.ts";
import type { KnownHead } from "../../src/ports.ts";
import { sampleReview } from "../store/samples.ts";
import { head, setting } from "./setting.ts";

const OF = (number: number) => number.toString(16).padStart(40, "0");
let count = 0;

/** A head of its own in one of the installations. */
function headOf(installationId: number, change: Partial<KnownHead> = {}): KnownHead {
  count += 1;
  const { repository } = head({});
  return head({
    ...{ repository: { ...repository, installationId }, pullRequest: count, headSha: OF(count) },
    ...change,
  });
}

test("too many reviews are taken in the stated order, and none of them is lost", async () => {
  const { parts } = await setting();
  const [flood, small] = [7001, 7002];
  const again = headOf(small, { sameRepository: true });
  await parts.store.saveReview(
    again.repository.id,
    again.pullRequest,
    again.headSha,
    sampleReview("clean"),
  );
  const flooding = Array.from({ length: 25 }, () => headOf(flood));
  const fork = headOf(small);
  const own = headOf(small, { sameRepository: true });
  const sent = [again, ...flooding, fork, own];
  for (const one of sent) {
    await parts.store.recordHead(one);
    await queueReview(parts, one, "delivery");
  }

  const taken: number[] = [];
  const work = async ({ pullRequest }: { pullRequest: number }) => void taken.push(pullRequest);
  while (await parts.jobs.take("review", work));
  const [first, second, third, ...rest] = taken;
  // Its own branch, then the first of each account's forks, and last what was read before.
  expect([first, second]).toEqual([own.pullRequest, flooding[0]?.pullRequest]);
  expect(third).toBe(flooding[1]?.pullRequest);
  expect(taken.indexOf(fork.pullRequest)).toBeLessThan(5);
  expect(rest.at(-1)).toBe(again.pullRequest);
  expect(taken.toSorted((a, b) => a - b)).toEqual(sent.map(({ pullRequest }) => pullRequest));
});

test("a check says about how many wait before it, once there are twenty", async () => {
  const { parts } = await setting();
  const heads = Array.from({ length: 22 }, () => headOf(7003));
  for (const one of heads) await queueReview(parts, one, "delivery");
  const titleOf = async ({ repository, headSha }: KnownHead) => {
    const checks = await parts.store.checksAt(repository.id, "review", headSha);
    return checks.map(({ content }) => [content.status, content.title]);
  };
  const [few, many] = [heads[0], heads[21]];
  if (few === undefined || many === undefined) throw new Error("there are no heads");
  expect(await titleOf(few)).toEqual([["queued", "Waiting to be reviewed"]]);
  expect(await titleOf(many)).toEqual([
    ["queued", "Waiting to be reviewed, behind about 30 others"],
  ]);
  // A newer push takes the place of the old one's job, and of no other.
  const pushed = { ...many, headSha: OF(9999) };
  await queueReview(parts, pushed, "delivery");
  const shas: string[] = [];
  while (await parts.jobs.take("review", async (job) => void shas.push(job.headSha)));
  expect(shas).toHaveLength(22);
  expect([shas.includes(pushed.headSha), shas.includes(many.headSha)]).toEqual([true, false]);
  expect(reviewKey(pushed)).toBe(reviewKey(many));
});
