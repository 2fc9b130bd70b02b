import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore, type OpenStore } from "../../src/store/open-store.ts";
import { DATABASES, type TestDatabase } from "./databases.ts";
import { REPOSITORY, sampleApproval, sampleContent, sampleHead, SHA_A } from "./samples.ts";

const OTHER = { ...REPOSITORY, id: REPOSITORY.id + 1, name: "other" };
const ENDED = { ...sampleContent("over"), status: "completed", conclusion: "cancelled" } as const;
const ENDINGS = { review: ENDED, sandbox: ENDED };

describe.each(DATABASES)("where something goes on, on $name", ({ create }) => {
  let database: TestDatabase;
  let open: OpenStore;
  beforeAll(async () => {
    database = await create();
    open = await openStore({ ...database, log: pino({ level: "silent" }) });
    const { store } = open;
    for (const repository of [REPOSITORY, OTHER]) {
      await store.recordHead(sampleHead({ repository }));
      const kinds = ["review", "sandbox"] as const;
      const content = { ...ENDED, status: "queued", conclusion: null } as const;
      for (const kind of kinds) {
        await store.wantCheck({ repository, kind, headSha: SHA_A, run: "r1", content });
      }
    }
    await store.approve({ ...sampleApproval("run-1", 1), repository: REPOSITORY });
    await store.approve({ ...sampleApproval("run-2", 2), repository: OTHER });
  });
  afterAll(async () => {
    await open.close();
    await database.remove();
  });

  const namesOfBusy = async () => {
    const busy = await open.store.busyRepositories();
    return [...new Set(busy.map(({ owner, name }) => `${owner}/${name}`))].sort();
  };

  test("a repository that moved goes on under its new names, its runs too", async () => {
    const moved = { ...REPOSITORY, installationId: 8, owner: "new", name: "place" };
    await open.store.moveRepository(moved);
    expect(await namesOfBusy()).toEqual(["new/place", "o/other"]);
    expect((await open.store.approval("run-1"))?.repository).toEqual(moved);
    expect((await open.store.approval("run-2"))?.repository).toEqual(OTHER);
  });

  test("one that is closed has nothing open, and nothing to be written; others go on", async () => {
    const { store } = open;
    await store.closeRepository(REPOSITORY.id, ENDINGS);
    expect(await namesOfBusy()).toEqual(["o/other"]);
    expect((await store.approval("run-1"))?.state).toBe("cancelled");
    expect((await store.approval("run-2"))?.state).toBe("approved");
    const overdue = await store.overdueChecks(new Date(Date.now() + 1000));
    expect(new Set(overdue.map(({ repository }) => repository.id))).toEqual(new Set([OTHER.id]));
    const [closed] = await store.checksAt(REPOSITORY.id, "sandbox", SHA_A);
    expect(closed?.content.conclusion).toBe("cancelled");
  });
});
