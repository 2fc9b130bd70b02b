import type { RepositoryRef } from "../../model/repository.ts";

/** The part of a payload that says which repository it is about. */
interface RepositoryPayload {
  installation?: { id: number } | undefined;
  repository: { id: number; name: string; owner: { login: string } };
}

/** The repository of a delivery; null for one that came through no installation. */
export function repositoryOf(payload: RepositoryPayload): RepositoryRef | null {
  const { installation, repository } = payload;
  if (installation === undefined) return null;
  return {
    installationId: installation.id,
    id: repository.id,
    owner: repository.owner.login,
    name: repository.name,
  };
}
