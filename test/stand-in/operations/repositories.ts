import { readFile } from "node:fs/promises";
import { join } from "node:path";
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
  const sha = await tipOf(repository.gitDir, ref);
  if (sha === null) return refusal(404, "Not Found");
  const url = `${repositoryUrl(call.state, repository)}/git`;
  const object = { type: "commit", sha, url: `${url}/commits/${sha}` };
  const body = { ref, node_id: nodeId("REF", repository.id), url: `${url}/${ref}`, object };
  return { status: 200, body };
};

/** The default branch is asked for often, and is a file of its own as long as it moves. */
async function tipOf(gitDir: string, ref: string): Promise<string | null> {
  const loose = /^refs\/heads\/[\w-]+$/.test(ref)
    ? await readFile(join(gitDir, ref), "utf8").catch(() => "")
    : "";
  if (/^[0-9a-f]{40}\n$/.test(loose)) return loose.trim();
  const listed = await git(gitDir, ["for-each-ref", "--format=%(refname) %(objectname)"]);
  const found = listed.split("\n").find((entry) => entry.startsWith(`${ref} `));
  return found === undefined ? null : found.slice(ref.length + 1);
}

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
