import { type Installation, type State, timestamp } from "../state.ts";
import { userShape } from "./account.ts";

/** GitHub's `installation`. */
export function installationShape(state: State, { id, account: owner, suspended }: Installation) {
  const created = timestamp();
  const enterprise = {
    name: owner.login,
    slug: owner.login,
    created_at: created,
    updated_at: created,
  };
  // GitHub's description wants every account to be a user and an enterprise in one.
  const account = { ...userShape(state, owner), ...enterprise };
  return {
    id,
    account,
    repository_selection: "selected",
    access_tokens_url: `${state.url}/api/v3/app/installations/${id}/access_tokens`,
    repositories_url: `${state.url}/api/v3/installation/repositories`,
    html_url: `${state.url}/settings/installations/${id}`,
    app_id: state.app.id,
    app_slug: state.app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: state.app.permissions,
    events: state.app.events,
    created_at: timestamp(),
    updated_at: timestamp(),
    single_file_name: null,
    suspended_by: null,
    suspended_at: suspended ? timestamp() : null,
  };
}
