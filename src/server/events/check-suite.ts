import type { Probot } from "probot";
import type { Hearing } from "./hearing.ts";
import { repositoryOf } from "./repository.ts";

/** Hears "Re-run all checks". */
export function onCheckSuite(probot: Probot, hearing: Hearing, appId: number): void {
  probot.on("check_suite.rerequested", async ({ id, payload }) => {
    const repository = repositoryOf(payload);
    const { check_suite: suite } = payload;
    if (repository === null || suite.app?.id !== appId) return;
    await hearing.rerequest({ repository, headSha: suite.head_sha, deliveryId: id });
  });
}
