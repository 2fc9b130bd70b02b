import type { Trigger } from "../../model/trigger.ts";
import { all, each, entriesAt, texts, textOf, type Node } from "./node.ts";

/** Events on which a fork's change runs, without secrets and with a token that only reads. */
const WITHOUT_SECRETS = [
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "merge_group",
];
/** Events that any stranger can cause, with the base repository's secrets in reach. */
const BY_STRANGERS = [
  "pull_request_target",
  "workflow_run",
  "issue_comment",
  "issues",
  "discussion",
  "discussion_comment",
  "fork",
  "watch",
  "gollum",
];
const RELEASES = ["release", "registry_package", "deployment", "deployment_status"];

/** What starts a workflow. */
export interface WorkflowEvents {
  names: string[];
  /** A stranger can start it with the secrets of the repository in reach. */
  byStrangers: boolean;
  /** Only other workflows start it. */
  onlyCalled: boolean;
  at: Node;
}

/** Reads `on`, in all three forms; YAML 1.1 spells the key `true`. */
export function eventsOf(root: Node): WorkflowEvents {
  const values = [...all(root, "on"), ...all(root, "true")];
  const names = values.flatMap((value) => {
    if (value.kind === "map")
      return value.entries.map((entry) => eventName(entry.key, entry.value));
    return (value.kind === "list" ? value.items : [value]).flatMap((item) => textOf(item) ?? []);
  });
  return {
    names,
    byStrangers: names.some((name) => BY_STRANGERS.includes(name)),
    onlyCalled: names.length > 0 && names.every((name) => name === "workflow_call"),
    at: values[0] ?? root,
  };
}

/** A push of tags alone is how releases are made. */
function eventName(key: string, value: Node): string {
  const tags = entriesAt(value, "tags").length + each(value, "tags").length > 0;
  return key === "push" && tags && all(value, "branches").length === 0 ? "push of tags" : key;
}

/** When the workflow's jobs run; null when only what calls it knows. */
export function triggerOf(events: WorkflowEvents, secrets: readonly string[]): Trigger | null {
  const { names } = events;
  if (events.onlyCalled) return null;
  const own = names.filter((name) => !WITHOUT_SECRETS.includes(name) && name !== "workflow_call");
  if (own.length === 0) return "ci";
  if (own.every((name) => RELEASES.includes(name) || name === "push of tags")) return "release";
  return secrets.length > 0 ? "ci-secrets" : "ci";
}

/** Rights that a workflow or a job gives its token, by scope; null when it says nothing. */
export function permissionsOf(node: Node): ReadonlyMap<string, string> | null {
  const found = all(node, "permissions");
  if (found.length === 0) return null;
  const rights = new Map<string, string>();
  for (const value of found) {
    const whole = textOf(value);
    if (whole !== null && whole !== "") rights.set("all", whole.replace(/-all$/, ""));
    for (const entry of value.entries) rights.set(entry.key, texts(value, entry.key).join(" "));
  }
  return rights;
}

/** Names the token as a secret where it can change something, or nothing says that it cannot. */
export function tokenSecrets(
  rights: ReadonlyMap<string, string> | null,
  events: WorkflowEvents,
): string[] {
  // Without a word the repository's default counts; strangers' events are worth the worst of it.
  if (rights === null) return events.byStrangers ? ["GITHUB_TOKEN"] : [];
  const writes = [...rights].filter(([, right]) => right === "write").map(([scope]) => scope);
  const token = writes.some((scope) => scope !== "id-token") ? ["GITHUB_TOKEN"] : [];
  return rights.get("id-token") === "write" ? [...token, "OIDC token"] : token;
}
