import { gunzipSync } from "node:zlib";
import { botOf } from "../events.ts";
import { hasCommit } from "../git.ts";
import { commentShape, issueShape } from "../shapes/comment.ts";
import { userShape } from "../shapes/account.ts";
import { repositoryUrl } from "../shapes/repository.ts";
import { type Comment, nodeId, type PullRequest, timestamp } from "../state.ts";
import { type Operation, type OperationCall, pageOf, refusal, repositoryOf } from "./operation.ts";

/** GitHub takes no longer comment. */
const MOST_CHARACTERS = 65_536;
/** GitHub takes no more compressed SARIF. */
const MOST_SARIF = 10 * 1024 * 1024;

/** Lists the comments of a pull request, oldest first. */
export const listComments: Operation = (call) => {
  const { state, query } = call;
  const pull = pullRequestOf(call);
  if (pull === null) return refusal(404, "Not Found");
  const since = Date.parse(query["since"] ?? "1970-01-01T00:00:00Z");
  const all = state.comments
    .filter((one) => one.pullRequest === pull && Date.parse(one.updatedAt) >= since)
    .map((one) => commentShape(state, one));
  return { status: 200, body: pageOf(all, query) };
};

/** Writes a comment in the name of the App. */
export const createComment: Operation = (call) => {
  const { state } = call;
  const pull = pullRequestOf(call);
  if (pull === null) return refusal(404, "Not Found");
  const body = String(call.body["body"]);
  if (body.length > MOST_CHARACTERS) return refusal(422, "body is too long");
  const now = timestamp();
  const comment: Comment = {
    ...{ id: state.nextId(), pullRequest: pull, author: botOf(state), body, byApp: true },
    ...{ createdAt: now, updatedAt: now },
  };
  state.comments.push(comment);
  const shape = commentShape(state, comment);
  const issue = issueShape(state, pull);
  call.notify("issue_comment", { action: "created", issue, comment: shape });
  return { status: 201, body: shape };
};

/** Changes a comment; an App that may write comments may change anybody's. */
export const updateComment: Operation = (call) => {
  const { state, path } = call;
  const repository = repositoryOf(call);
  const id = Number(path["comment_id"]);
  const found = state.comments.find((one) => one.id === id);
  if (found?.pullRequest.base !== repository) return refusal(404, "Not Found");
  const body = String(call.body["body"]);
  if (body.length > MOST_CHARACTERS) return refusal(422, "body is too long");
  Object.assign(found, { body, updatedAt: timestamp() });
  return { status: 200, body: commentShape(state, found) };
};

/** Puts a reaction of the App at a comment; a second one of the same kind is the first. */
export const createReaction: Operation = (call) => {
  const { state, path } = call;
  const repository = repositoryOf(call);
  const id = Number(path["comment_id"]);
  const comment = state.comments.find((one) => one.id === id);
  if (comment?.pullRequest.base !== repository) return refusal(404, "Not Found");
  const content = String(call.body["content"]);
  const reactions = (comment.reactions ??= []);
  const known = reactions.find((one) => one.content === content);
  const reaction = known ?? { id: state.nextId(), content, createdAt: timestamp() };
  if (known === undefined) reactions.push(reaction);
  const body = {
    ...{ id: reaction.id, node_id: nodeId("REA", reaction.id), content },
    ...{ user: userShape(state, botOf(state)), created_at: reaction.createdAt },
  };
  return { status: known === undefined ? 201 : 200, body };
};

/** Takes findings for code scanning, if they are what GitHub would read. */
export const uploadSarif: Operation = async (call) => {
  const { state, body } = call;
  const repository = repositoryOf(call);
  const [commitSha, ref] = [String(body["commit_sha"]), String(body["ref"])];
  const packed = Buffer.from(String(body["sarif"]), "base64");
  if (packed.length > MOST_SARIF) return refusal(413, "Payload too large");
  if (!(await hasCommit(repository.gitDir, commitSha))) {
    return refusal(404, "commit not found");
  }
  const log = gunzipSync(packed).toString("utf8");
  state.sarifs.push({ repository, commitSha, ref, log });
  const id = `47177e22-5596-11eb-80a1-${String(state.nextId()).padStart(12, "0")}`;
  const url = `${repositoryUrl(state, repository)}/code-scanning/sarifs/${id}`;
  return { status: 202, body: { id, url } };
};

function pullRequestOf(call: OperationCall): PullRequest | null {
  const repository = repositoryOf(call);
  const number = Number(call.path["issue_number"]);
  const found = call.state.pullRequests.find((p) => p.base === repository && p.number === number);
  return found ?? null;
}
