import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { uploadSarif } from "../../src/jobs/upload-sarif.ts";
import { Fault } from "../../src/model/fault.ts";
import type { SarifUpload } from "../../src/ports/opted-in.ts";
import { finding, review } from "../report/examples.ts";
import { FIRST, REPOSITORY, type Setting, setting } from "./setting.ts";

const JOB = () => ({
  ...{ repository: { ...REPOSITORY }, headSha: FIRST, of: { pullRequest: 1 } },
  ref: "refs/pull/1/head",
});

/** A setting with a reviewed head, and a code scanning that takes what comes. */
async function scanning(findings = [finding()]): Promise<Setting & { taken: SarifUpload[] }> {
  const at = await setting();
  const taken: SarifUpload[] = [];
  at.github.uploadSarif = async (_, upload) => void taken.push(upload);
  await at.parts.store.saveReview(REPOSITORY.id, 1, FIRST, review({ findings }));
  return { ...at, taken };
}

describe("the upload to code scanning", () => {
  test("is the review of that commit, packed as GitHub takes it", async () => {
    const at = await scanning();
    await uploadSarif(at.parts, JOB());
    const [upload] = at.taken;
    expect([upload?.commitSha, upload?.ref]).toEqual([FIRST, "refs/pull/1/head"]);
    const text = gunzipSync(Buffer.from(upload?.sarif ?? "", "base64")).toString();
    expect(text).toContain("scripts/postinstall.js");
    expect(at.audit.map(({ kind }) => kind)).toEqual(["publication"]);
  });

  test.for([403, 404, 413])("that GitHub answers with %i harms nothing else", async (status) => {
    const at = await scanning();
    at.github.uploadSarif = () =>
      Promise.reject(new Fault(status === 404 ? "gone" : "refused", `GitHub answered ${status}`));
    await uploadSarif(at.parts, JOB());
    expect(at.logged.map(({ message }) => message)).toEqual([
      "code scanning does not take findings; the policy asks for it",
    ]);
    expect(at.audit).toEqual([]);
  });

  test("that got no answer is tried again", async () => {
    const at = await scanning();
    at.github.uploadSarif = () => Promise.reject(new Fault("unavailable", "GitHub is away"));
    await expect(uploadSarif(at.parts, JOB())).rejects.toMatchObject({ kind: "unavailable" });
  });

  test("of a review that is not there is none", async () => {
    const at = await scanning();
    await uploadSarif(at.parts, { ...JOB(), of: { pullRequest: 2 } });
    expect(at.taken).toEqual([]);
  });
});
