import { describe, expect, test } from "vitest";
import { writeComment } from "../../src/jobs/sticky-comment.ts";
import { Fault } from "../../src/model/fault.ts";
import { REPOSITORY, type Setting, setting } from "./setting.ts";

/** A pull request's comments at GitHub, and how the next write goes wrong. */
interface Comments {
  there: Map<number, string>;
  /** Thrown before anything is done, or after it. */
  before: Fault | null;
  after: Fault | null;
}

function commenting(at: Setting): Comments {
  const comments: Comments = { there: new Map(), before: null, after: null };
  const write = (work: () => number): number => {
    const { before, after } = comments;
    Object.assign(comments, { before: null, after: null });
    if (before !== null) throw before;
    const id = work();
    if (after !== null) throw after;
    return id;
  };
  at.github.ownComments = async () => [...comments.there].map(([id, body]) => ({ id, body }));
  at.github.createComment = async (_, __, body) =>
    write(() => {
      const id = comments.there.size + 100;
      comments.there.set(id, body);
      return id;
    });
  at.github.updateComment = async (_, id, body) => {
    if (!comments.there.has(id)) return false;
    write(() => {
      comments.there.set(id, body);
      return id;
    });
    return true;
  };
  return comments;
}

const wants = (body: string, begin: boolean) => ({
  ...{ repository: { ...REPOSITORY }, pullRequest: 1, body, begin },
});

describe("the one comment", () => {
  test("is written once, and edited in place afterwards", async () => {
    const at = await setting();
    const { there } = commenting(at);
    await writeComment(at.parts, wants("look", true));
    await writeComment(at.parts, wants("look again", true));
    await writeComment(at.parts, wants("not any more", false));
    expect([...there]).toEqual([[100, "not any more"]]);
    expect(at.audit.map(({ kind }) => kind)).toEqual(Array(3).fill("publication"));
  });

  test("is not written for a pull request that was never malicious", async () => {
    const at = await setting();
    const { there } = commenting(at);
    await writeComment(at.parts, wants("all is well", false));
    expect([...there]).toEqual([]);
    expect(at.audit).toEqual([]);
  });

  test("is found again when its answer was lost, and not written twice", async () => {
    const at = await setting();
    const comments = commenting(at);
    comments.after = new Fault("unavailable", "GitHub answered with 502");
    const job = wants("look", true);
    await expect(writeComment(at.parts, job)).rejects.toMatchObject({ kind: "unavailable" });
    await writeComment(at.parts, job);
    await writeComment(at.parts, wants("better", false));
    expect([...comments.there.values()]).toEqual(["better"]);
  });

  test("that a maintainer deleted comes back only for another malicious head", async () => {
    const at = await setting();
    const { there } = commenting(at);
    await writeComment(at.parts, wants("look", true));
    there.clear();
    await writeComment(at.parts, wants("not any more", false));
    expect(there.size).toBe(0);
    await writeComment(at.parts, wants("look at this", true));
    expect([...there.values()]).toEqual(["look at this"]);
  });

  test.for(["refused", "gone"] as const)(
    "that GitHub does not allow (%s) is given up, in the log and nowhere else",
    async (kind) => {
      const at = await setting();
      const comments = commenting(at);
      comments.before = new Fault(kind, "GitHub answered with 403");
      await writeComment(at.parts, wants("look", true));
      expect(at.logged.map(({ message }) => message)).toEqual([
        "GitHub does not let us comment; the policy asks for it",
      ]);
      expect([comments.there.size, at.audit.length]).toEqual([0, 0]);
    },
  );
});
