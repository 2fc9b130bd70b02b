import { git } from "../git.ts";
import { userShape } from "../shapes/account.ts";
import { commentShape } from "../shapes/comment.ts";
import { repositoryShape, repositoryUrl } from "../shapes/repository.ts";
import { nodeId, type Role } from "../state.ts";
import { type Operation, refusal, repositoryOf } from "./operation.ts";

/** Answers the repository. */
export const getRepository: Operation = (call) => ({
  status: 200,
  body: repositoryShape(call.state, repositoryOf(call)),
});

/** Answers one ref by its full name without `refs/`. */
export const getRef: Operation = async (call) => {
  const repository = repositoryOf(call);
  const ref = `refs/${call.path["ref"] ?? ""}`;
  const listed = await git(repository.gitDir, [
    "for-each-ref",
    "--format=%(refname) %(objectname)",
  ]);
  const found = listed.split("\n").find((entry) => entry.startsWith(`${ref} `));
  if (found === undefined) return refusal(404, "Not Found");
  const sha = found.slice(ref.length + 1);
  const url = `${repositoryUrl(call.state, repository)}/git`;
  const object = { type: "commit", sha, url: `${url}/commits/${sha}` };
  const body = { ref, node_id: nodeId("REF", repository.id), url: `${url}/${ref}`, object };
  return { status: 200, body };
};

/** On a public repository everybody may read. */
const EVERYBODY: Role = { permission: "read", roleName: "read" };
const NOBODY: Role = { permission: "none", roleName: "none" };

/** Answers what somebody may do in the repository. */
export const getPermission: Operation = (call) => {
  const { state, path } = call;
  const repository = repositoryOf(call);
  const login = (path["username"] ?? "").toLowerCase();
  const account = state.accounts.get(login);
  if (account === undefined) return refusal(404, "Not Found");
  const role = repository.roles.get(login) ?? (repository.isPrivate ? NOBODY : EVERYBODY);
  const user = { ...userShape(state, account), role_name: role.roleName };
  return { status: 200, body: { permission: role.permission, role_name: role.roleName, user } };
};

/** Answers one comment. */
export const getComment: Operation = (call) => {
  const repository = repositoryOf(call);
  const id = Number(call.path["comment_id"]);
  const found = call.state.comments.find((each) => each.id === id);
  if (found?.pullRequest.base !== repository) return refusal(404, "Not Found");
  return { status: 200, body: commentShape(call.state, found) };
};
