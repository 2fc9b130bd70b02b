import { installationShape } from "../shapes/installation.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { timestamp } from "../state.ts";
import { type Operation, pageOf, refusal } from "./operation.ts";

/** Lists where the App is installed. */
export const listInstallations: Operation = ({ state, query }) => ({
  status: 200,
  body: pageOf(state.installations, query).map((each) => installationShape(state, each)),
});

/** Lists the repositories that the token's installation reaches. */
export const listRepositories: Operation = ({ state, query, caller }) => {
  const id = "grant" in caller ? caller.grant.installationId : null;
  const own = state.repositories.filter((each) => each.installationId === id);
  const repositories = pageOf(own, query).map((each) => repositoryShape(state, each));
  return { status: 200, body: { total_count: own.length, repositories } };
};

/** Lists deliveries, newest first. */
export const listDeliveries: Operation = ({ state, query }) => {
  const isFailure = (status: number | null) => status === null || status >= 400;
  const all = state.hook.deliveries
    .map((delivery, index) => ({ ...delivery, index }))
    .filter(({ status }) => query["status"] !== "failure" || isFailure(status))
    .reverse();
  const body = all.slice(0, Number(query["per_page"] ?? 30)).map((each) => ({
    id: each.index + 1,
    guid: each.id,
    delivered_at: timestamp(),
    redelivery: false,
    duration: each.milliseconds / 1000,
    status: isFailure(each.status) ? "failed to connect" : "OK",
    status_code: each.status ?? 0,
    event: each.event,
    action: each.action,
    installation_id: null,
    repository_id: null,
  }));
  return { status: 200, body };
};

/** Sends a delivery again, without holding up the answer. */
export const redeliver: Operation = ({ state, path }) => {
  const found = state.hook.deliveries[Number(path["delivery_id"]) - 1];
  if (found === undefined) return refusal(404, "Not Found");
  state.hook.redeliver(found.id);
  return { status: 202, body: {} };
};
