import { symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type EventParts, sendEvent } from "./events.ts";
import { installationShape } from "./shapes/installation.ts";
import { userShape } from "./shapes/account.ts";
import { accountOf, type Installation, nodeId, type Repository, type State } from "./state.ts";
import type { DeliveryOptions } from "./webhooks.ts";

interface Sent {
  by: string;
  delivery?: DeliveryOptions;
}

/** How installations and repositories come, go and change their names. */
export interface LifeCycle {
  /** The App loses the repository; sends `installation_repositories`. */
  removeRepository(repository: Repository, sent: Sent): Promise<void>;
  /** The App gets the repository, which its installation did not reach. */
  grantRepository(repository: Repository, sent: Sent): Promise<void>;
  /** Says that the App lost a repository, which it did not. */
  pretendRemoved(repository: Repository, sent: Sent): Promise<void>;
  /** The owner suspends the installation, or lets it go on. */
  suspend(repository: Repository, suspended: boolean, sent: Sent): Promise<void>;
  /** The App is taken out of the account altogether. */
  uninstall(repository: Repository, sent: Sent): Promise<void>;
  rename(repository: Repository, name: string, sent: Sent): Promise<void>;
  archive(repository: Repository, archived: boolean, sent: Sent): Promise<void>;
}

/** Lets things come and go, and tells the App. */
export function createLifeCycle(parts: EventParts): LifeCycle {
  const { state, webhooks } = parts;
  const tell = (event: string, installation: Installation, more: object, sent: Sent) => {
    const shape = installationShape(state, installation);
    const sender = userShape(state, accountOf(state, sent.by));
    return webhooks.send(event, { installation: shape, ...more, sender }, sent.delivery);
  };
  const tellOf = (repository: Repository, action: "added" | "removed", sent: Sent) => {
    const one = [namesOf(repository)];
    const added = action === "added" ? one : [];
    const removed = action === "removed" ? one : [];
    const lists = { repositories_added: added, repositories_removed: removed };
    const more = { action, repository_selection: "selected", ...lists, requester: null };
    return tell("installation_repositories", installationOf(state, repository), more, sent);
  };
  return {
    async removeRepository(repository, sent) {
      const installation = installationOf(state, repository);
      repository.installationId = null;
      const more = { action: "removed", repositories_removed: [namesOf(repository)] };
      const rest = { repository_selection: "selected", repositories_added: [], requester: null };
      await tell("installation_repositories", installation, { ...more, ...rest }, sent);
    },
    async grantRepository(repository, sent) {
      const own = state.installations.find(({ account }) => account === repository.owner);
      if (own === undefined) throw new Error("the App is not installed there");
      repository.installationId = own.id;
      await tellOf(repository, "added", sent);
    },
    pretendRemoved: async (repository, sent) => void (await tellOf(repository, "removed", sent)),
    async suspend(repository, suspended, sent) {
      const installation = installationOf(state, repository);
      installation.suspended = suspended;
      // What was handed out is worth nothing from then on.
      for (const [token, grant] of state.grants) {
        if (grant.installationId === installation.id) state.grants.delete(token);
      }
      const action = suspended ? "suspend" : "unsuspend";
      await tell("installation", installation, { action }, sent);
    },
    async uninstall(repository, sent) {
      const installation = installationOf(state, repository);
      state.installations.splice(state.installations.indexOf(installation), 1);
      for (const each of state.repositories) {
        if (each.installationId === installation.id) each.installationId = null;
      }
      await tell("installation", installation, { action: "deleted", repositories: [] }, sent);
    },
    async rename(repository, name, { by, delivery }) {
      const changes = { repository: { name: { from: repository.name } } };
      // Git, like GitHub, finds it under both names.
      await symlink(repository.gitDir, join(dirname(repository.gitDir), `${name}.git`));
      repository.name = name;
      const sent = { sender: accountOf(state, by), ...(delivery && { delivery }) };
      await sendEvent(parts, repository, sent, "repository", { action: "renamed", changes });
    },
    async archive(repository, archived, { by, delivery }) {
      repository.archived = archived;
      const action = archived ? "archived" : "unarchived";
      const sent = { sender: accountOf(state, by), ...(delivery && { delivery }) };
      await sendEvent(parts, repository, sent, "repository", { action });
    },
  };
}

function installationOf(state: State, { installationId }: Repository): Installation {
  const found = state.installations.find(({ id }) => id === installationId);
  if (found === undefined) throw new Error("the App is not installed there");
  return found;
}

function namesOf({ id, name, owner, isPrivate }: Repository) {
  const full_name = `${owner.login}/${name}`;
  return { id, node_id: nodeId("R", id), name, full_name, private: isPrivate };
}
