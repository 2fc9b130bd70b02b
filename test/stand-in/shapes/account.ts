import { type Account, nodeId, type State } from "../state.ts";

/** GitHub's `simple-user`. */
export function userShape(state: State, account: Account) {
  const login = encodeURIComponent(account.login);
  const url = `${state.url}/api/v3/users/${login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId("U", account.id),
    avatar_url: `${state.url}/avatars/${account.id}`,
    gravatar_id: "",
    url,
    html_url: `${state.url}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
}

/** GitHub's `integration`: the App. */
export function appShape(state: State) {
  const { app } = state;
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId("A", app.id),
    client_id: `Iv23li${app.id}`,
    owner: userShape(state, app.owner),
    name: app.name,
    description: "",
    external_url: "https://gatehouse.example.invalid",
    html_url: `${state.url}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
  };
}
