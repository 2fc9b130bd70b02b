import pino from "pino";
import { expect, test } from "vitest";
import type { Finding } from "../../src/model/review.ts";
import { openStore } from "../../src/store/open-store.ts";
import { createFolder } from "./databases.ts";
import { REPOSITORY, sampleReview, SHA_A, SHA_B } from "./samples.ts";

function finding(rule: string, digit: string): Finding {
  return {
    ...{ rule, axis: "malice", severity: "high", confidence: "high", change: "added" },
    ...{ path: "a.js", line: 1, endLine: 1, message: "m", fingerprint: digit.repeat(32) },
    ...{ triggers: [], evidence: [] },
  };
}

test("a rule's findings are counted once for a pull request, and so is what was accepted and stands", async () => {
  const folder = await createFolder();
  const { store, overview, ...open } = await openStore({
    ...folder,
    log: pino({ level: "silent" }),
  });
  const review = {
    ...sampleReview("suspicious"),
    findings: [finding("a/one", "1"), finding("a/one", "2"), finding("b/two", "3")],
  };
  for (const sha of [SHA_A, SHA_B]) await store.saveReview(REPOSITORY.id, 1, sha, review);
  const accept = async (id: string, pullRequest: number, digit: string, rule: string) => {
    const fingerprint = digit.repeat(32);
    const binding = { rule, path: "a.js", fingerprint, triggers: [], evidence: {}, whole: null };
    await store.accept({
      ...{ id, repositoryId: REPOSITORY.id, pullRequest, headSha: SHA_A, binding },
      ...{ by: { id: 5, login: "m" }, reason: "known", acceptedAt: new Date(1000) },
    });
  };
  await accept("comment-1", 1, "1", "a/one");
  // Of another pull request, and one that was taken back: neither counts.
  await accept("comment-2", 2, "2", "a/one");
  await accept("comment-3", 1, "3", "b/two");
  const taking = { by: "comment-4", at: new Date(2000) };
  await store.takeBack(REPOSITORY.id, 1, "3".repeat(32), taking);
  expect(await overview.hits()).toEqual({
    of: 2,
    rules: [
      { rule: "a/one", reviews: 2, findings: 4, distinct: 2, accepted: 1 },
      { rule: "b/two", reviews: 2, findings: 2, distinct: 1, accepted: 0 },
    ],
  });
  await open.close();
  await folder.remove();
});
