import { describe, expect, test } from "vitest";
import { answer } from "../../src/jobs/answer.ts";
import { answerByCheck, writeReply } from "../../src/jobs/reply.ts";
import { writeComment } from "../../src/jobs/sticky-comment.ts";
import { Fault } from "../../src/model/fault.ts";
import type { JobPayload } from "../../src/model/job.ts";
import { REPOSITORY, type Setting, setting } from "./setting.ts";

const HEAD = "c".repeat(40);

/** The pull request's page, and how the next write goes wrong. */
interface Page {
  comments: { id: number; body: string }[];
  reactions: string[];
  fails: { react?: Fault; before?: Fault; after?: Fault };
}

function pageOf(at: Setting): Page {
  const page: Page = { comments: [], reactions: [], fails: {} };
  const failOnce = (when: keyof Page["fails"]) => {
    const fault = page.fails[when];
    delete page.fails[when];
    if (fault !== undefined) throw fault;
  };
  at.github.mayComment = async () => true;
  at.github.ownComments = async () => [...page.comments];
  at.github.react = async (_, comment, reaction) => {
    failOnce("react");
    const put = `${comment} ${reaction}`;
    if (!page.reactions.includes(put)) page.reactions.push(put);
  };
  at.github.createComment = async (_, __, body) => {
    failOnce("before");
    page.comments.push({ id: page.comments.length + 1, body });
    failOnce("after");
    return page.comments.length;
  };
  return page;
}

const wants = (comment = 7): JobPayload<"reply"> => ({
  ...{ repository: { ...REPOSITORY }, pullRequest: 1, headSha: HEAD, comment },
  ...{ askedAt: "2026-11-23T12:00:00.000Z", reaction: "confused" },
  ...{ title: "Not done", summary: "`no`\n" },
});

const answersIn = (at: Setting) =>
  at.parts.store.checksAt(REPOSITORY.id, "answer", HEAD).then((all) => all.map(() => "answer"));

describe("an answer to a comment", () => {
  test("is a reaction and one comment, which names the one that it answers", async () => {
    const at = await setting();
    const page = pageOf(at);
    await writeReply(at.parts, wants());
    expect(page.reactions).toEqual(["7 confused"]);
    expect(page.comments.map(({ body }) => body)).toEqual([
      expect.stringMatching(
        /^\*\*Gatehouse\*\*, in answer to \[this comment\]\(\S+\/pull\/1#issuecomment-7\): Not done\.\n\n`no`\n/,
      ),
    ]);
    expect(at.audit.map(({ kind }) => kind)).toEqual(["publication"]);
  });

  test("is not given twice when GitHub's answer was lost, nor when the command is heard again", async () => {
    const at = await setting();
    const page = pageOf(at);
    page.fails.after = new Fault("unavailable", "GitHub answered with 502");
    await expect(writeReply(at.parts, wants())).rejects.toMatchObject({ kind: "unavailable" });
    await writeReply(at.parts, wants());
    await writeReply(at.parts, { ...wants(), askedAt: "2026-11-23T13:00:00.000Z" });
    expect([page.comments.length, page.reactions.length]).toEqual([1, 1]);
  });

  test("is given to each of two comments", async () => {
    const at = await setting();
    const page = pageOf(at);
    await writeReply(at.parts, wants(7));
    await writeReply(at.parts, wants(70));
    expect(page.comments).toHaveLength(2);
  });

  test.for([
    ["react", "refused"],
    ["react", "gone"],
    ["before", "refused"],
    ["before", "gone"],
  ] as const)("is a check run where GitHub does not allow it: %s, %s", async ([when, kind]) => {
    const at = await setting();
    const page = pageOf(at);
    page.fails[when] = new Fault(kind, "GitHub answered with 403");
    await writeReply(at.parts, wants());
    expect(page.comments).toEqual([]);
    expect(await answersIn(at)).toEqual(["answer"]);
  });

  test("is a check run when it was tried often enough", async () => {
    const at = await setting();
    await answerByCheck(at.parts, wants());
    expect(await answersIn(at)).toEqual(["answer"]);
  });

  test("is never taken for the comment that tells of a malicious head", async () => {
    const at = await setting();
    const page = pageOf(at);
    const edited: number[] = [];
    at.github.updateComment = async (_, id) => edited.push(id) > 0;
    await writeReply(at.parts, wants());
    page.fails.before = new Fault("unavailable", "GitHub answered with 502");
    const sticky = { repository: { ...REPOSITORY }, pullRequest: 1, body: "look", begin: true };
    await expect(writeComment(at.parts, sticky)).rejects.toMatchObject({ kind: "unavailable" });
    await writeComment(at.parts, sticky);
    expect(edited).toEqual([]);
    expect(page.comments.map(({ body }) => body)).toContain("look");
  });
});

describe("who asked is answered", () => {
  const said = { kind: "done", what: "cancel" } as const;
  const by = {
    comment: { comment: 7, body: "/sandbox cancel", viaApp: false },
    click: { checkRun: 1, delivery: "d" },
  };

  test.for([
    ["at the comment where that is granted", "comment", true, []],
    ["by a check run where it is not", "comment", false, ["answer"]],
    ["by a check run after a click, whatever is granted", "click", true, ["answer"]],
  ] as const)("%s", async ([, how, granted, checks]) => {
    const at = await setting();
    at.github.mayComment = async () => granted;
    const repository = { ...REPOSITORY };
    const to = { repository, headSha: HEAD, asked: { pullRequest: 1, by: by[how] } };
    await answer(at.parts, to, said);
    expect(await answersIn(at)).toEqual(checks);
  });
});
