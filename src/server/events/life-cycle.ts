import type { Probot } from "probot";
import type { Hearing } from "./hearing.ts";

/**
 * Hears that an installation or a repository came, went, or got another name. Such deliveries
 * come late and in any order, so none is believed: each only asks to look how things are now.
 */
export function onLifeCycle(probot: Probot, hearing: Hearing): void {
  probot.on(
    [
      "installation.created",
      "installation.deleted",
      "installation.suspend",
      "installation.unsuspend",
      "installation.new_permissions_accepted",
      "installation_repositories.added",
      "installation_repositories.removed",
      "repository.archived",
      "repository.unarchived",
      "repository.deleted",
      "repository.renamed",
      "repository.transferred",
    ],
    async ({ payload }) => {
      const { installation } = payload;
      if (installation === undefined) return;
      await hearing.reach({ installationId: installation.id });
    },
  );
}
