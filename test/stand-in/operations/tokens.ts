import { nodeId } from "../state.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { mintToken } from "../tokens.ts";
import { type Operation, refusal } from "./operation.ts";

/** Mints an installation token, narrowed as asked. */
export const createAccessToken: Operation = ({ state, path, body }) => {
  const id = Number(path["installation_id"]);
  const installation = state.installations.find((each) => each.id === id);
  if (installation === undefined) return refusal(404, "Not Found");
  if (installation.suspended) return refusal(403, "This installation has been suspended");

  const own = state.repositories.filter((each) => each.installationId === id);
  // The contract has checked that these are numbers and levels.
  const names = body["repositories"] as string[] | undefined;
  const named = names?.map((name) => own.find((each) => each.name === name)?.id ?? 0);
  const asked = named ?? (body["repository_ids"] as number[] | undefined) ?? null;
  const permissions = (body["permissions"] as Record<string, string> | undefined) ?? {};
  if (asked?.some((wanted) => !own.some((each) => each.id === wanted)) === true) {
    const reason = "is not accessible to the parent installation.";
    return refusal(422, `There is at least one repository that does not exist or ${reason}`);
  }
  const granted = narrowed(state.app.permissions, permissions);
  if (granted === null) return refusal(422, "The permissions requested are not granted.");

  const grant = mintToken(state, {
    installationId: id,
    repositoryIds: asked,
    permissions: granted,
  });
  return {
    status: 201,
    body: {
      token: grant.token,
      expires_at: new Date(grant.expiresAt).toISOString(),
      permissions: granted,
      repository_selection: asked === null ? "all" : "selected",
      ...(asked === null
        ? {}
        : {
            repositories: own
              .filter((each) => asked.includes(each.id))
              .map((each) => repositoryShape(state, each)),
          }),
      node_id: nodeId("T", id),
    },
  };
};

function narrowed(
  all: Record<string, string>,
  asked: Record<string, string>,
): Record<string, string> | null {
  if (Object.keys(asked).length === 0) return all;
  for (const [name, level] of Object.entries(asked)) {
    const enough = all[name] === "write" || all[name] === level;
    if (!enough) return null;
  }
  // GitHub adds metadata to every token.
  return { metadata: "read", ...asked };
}
