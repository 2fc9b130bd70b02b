import type { Probot } from "probot";
import type { Hearing } from "./hearing.ts";
import { repositoryOf } from "./repository.ts";

/** Hears the buttons of our check runs, and "Re-run". */
export function onCheckRun(probot: Probot, hearing: Hearing, appId: number): void {
  probot.on("check_run.requested_action", async ({ id, payload }) => {
    const repository = repositoryOf(payload);
    const { check_run: run, requested_action: action, sender } = payload;
    if (repository === null || run.app?.id !== appId || !action) return;
    await hearing.click({
      repository,
      checkRunId: run.id,
      externalId: run.external_id ?? "",
      headSha: run.head_sha,
      button: action.identifier ?? "",
      sender: { id: sender.id, login: sender.login, type: sender.type },
      deliveryId: id,
    });
  });
  probot.on("check_run.rerequested", async ({ id, payload }) => {
    const repository = repositoryOf(payload);
    const { check_run: run } = payload;
    if (repository === null || run.app?.id !== appId) return;
    await hearing.rerequest({ repository, headSha: run.head_sha, deliveryId: id });
  });
}
