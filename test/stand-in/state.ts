import type { SentDelivery } from "./webhooks.ts";

/** An account at the stand-in. */
export interface Account {
  id: number;
  login: string;
  type: "User" | "Bot" | "Organization";
}

/** A role in a repository: GitHub's old level, and the real role behind it. */
export interface Role {
  permission: "none" | "read" | "write" | "admin";
  roleName: string;
}

/** A repository; its objects are in `gitDir`, together with those of its forks. */
export interface Repository {
  id: number;
  owner: Account;
  name: string;
  description: string;
  isPrivate: boolean;
  archived: boolean;
  defaultBranch: string;
  gitDir: string;
  parent: Repository | null;
  installationId: number | null;
  roles: Map<string, Role>;
  createdAt: string;
}

/** A pull request and the comments below it. */
export interface PullRequest {
  id: number;
  number: number;
  base: Repository;
  baseBranch: string;
  /** Null once the fork is deleted. */
  head: Repository | null;
  headOwner: Account;
  headBranch: string;
  headSha: string;
  author: Account;
  title: string;
  body: string | null;
  draft: boolean;
  state: "open" | "closed";
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

/** A comment on a pull request. */
export interface Comment {
  id: number;
  pullRequest: PullRequest;
  author: Account;
  body: string;
  createdAt: string;
  updatedAt: string;
  /** Whether the App wrote it. */
  byApp?: true;
  /** What the App put at it. */
  reactions?: { id: number; content: string; createdAt: string }[];
}

/** Findings that were handed to code scanning. */
export interface StoredSarif {
  repository: Repository;
  commitSha: string;
  ref: string;
  /** The SARIF itself, unpacked. */
  log: string;
}

/** An annotation as the App sent it. */
export interface StoredAnnotation {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: "notice" | "warning" | "failure";
  message: string;
  title?: string;
  raw_details?: string;
}

/** A check run as the App made it; annotations are only ever appended. */
export interface CheckRun {
  id: number;
  repository: Repository;
  headSha: string;
  name: string;
  externalId: string | null;
  detailsUrl: string | null;
  status: string;
  conclusion: string | null;
  startedAt: string;
  completedAt: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: StoredAnnotation[];
  actions: { label: string; description: string; identifier: string }[];
  /** Every status and conclusion that this run has shown, in order. */
  history: string[];
}

/** An App installed in an account. */
export interface Installation {
  id: number;
  account: Account;
  suspended: boolean;
}

/** A token that was handed out, and what it opens. */
export interface Grant {
  token: string;
  installationId: number;
  /** Null: every repository of the installation. */
  repositoryIds: number[] | null;
  permissions: Record<string, string>;
  expiresAt: number;
}

/** The App as GitHub knows it. */
export interface AppRecord {
  id: number;
  slug: string;
  name: string;
  owner: Account;
  publicKey: string;
  permissions: Record<string, string>;
  events: string[];
  createdAt: string;
}

/** All that the stand-in knows, in memory. */
export interface State {
  url: string;
  app: AppRecord;
  accounts: Map<string, Account>;
  repositories: Repository[];
  installations: Installation[];
  pullRequests: PullRequest[];
  comments: Comment[];
  checkRuns: CheckRun[];
  sarifs: StoredSarif[];
  grants: Map<string, Grant>;
  /** What was sent to the App, and how it is sent again. */
  hook: { deliveries: SentDelivery[]; redeliver: (id: string) => void };
  nextId: () => number;
}

/** The time as GitHub writes it: no fraction of a second. */
export function timestamp(date = new Date()): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** The account of that login, made when it is first named. */
export function accountOf(state: State, login: string, type: Account["type"] = "User"): Account {
  const known = state.accounts.get(login.toLowerCase());
  if (known !== undefined) return known;
  const account: Account = { id: state.nextId(), login, type };
  state.accounts.set(login.toLowerCase(), account);
  return account;
}

/** GitHub's opaque node id. */
export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString("base64url")}`;
}
