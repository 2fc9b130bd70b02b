import { createContract } from "../contract/contract.ts";
import * as events from "./events.ts";
import { createFaults, type FaultOrder } from "./faults.ts";
import { commit, git, type NewCommit } from "./git.ts";
import { type HeadMove, moveHead, type NewPullRequest, openPullRequest } from "./pull-requests.ts";
import {
  addRepository,
  branchTip,
  deleteRepository,
  forkRepository,
  type NewRepository,
  setRole,
} from "./repositories.ts";
import { newState } from "./new-state.ts";
import { createLifeCycle, type LifeCycle } from "./life-cycle.ts";
import type { LoggedRequest } from "./rest.ts";
import { listen } from "./server.ts";
import { createWebFlow, type WebFlow } from "./sign-in.ts";
import {
  accountOf,
  type CheckRun,
  type Comment,
  type PullRequest,
  type Repository,
  type Role,
  type State,
  timestamp,
} from "./state.ts";
import { waitForCheckRun } from "./wait-for-check-run.ts";
import {
  createWebhooks,
  type DeliveryOptions,
  type SentDelivery,
  type Webhooks,
} from "./webhooks.ts";

/** What a stand-in is made of. */
export interface StandInOptions {
  /** Signs its webhooks. */
  webhookSecret: string;
  /** Where Gatehouse listens; may be set later as `webhooks.url`. */
  webhookUrl?: string | null;
  /** An empty folder for its bare repositories. */
  gitRoot: string;
  /** The public half of the App's key in PEM form; a key pair is made if left out. */
  appPublicKey?: string;
  appId?: number;
  /** A free port if left out. It listens on loopback only. */
  port?: number;
}

/** Sent by a person; who, and how the delivery departs from an honest one. */
export interface Sent {
  by: string;
  delivery?: DeliveryOptions;
}

/** A GitHub of our own: REST, git, signed webhooks and a page, with its state in memory. */
export interface StandIn extends LifeCycle {
  /** For people, and for git: `<url>/<owner>/<name>.git`. */
  url: string;
  /** What `GITHUB_API_URL` should be. */
  apiUrl: string;
  /** The App. `privateKey` is null when the caller brought its own key. */
  app: { id: number; privateKey: string | null };
  state: State;
  webhooks: Webhooks;
  /** Every REST request, in order. */
  requests: LoggedRequest[];
  /** What broke GitHub's contract; `close` fails while something stands here. */
  violations: string[];
  /** How people sign in to the App's own pages; null where the App does not do that. */
  webFlow: WebFlow | null;
  /** The tokens that were handed out to people. */
  webFlowTokens(): string[];

  addRepository(wanted: NewRepository): Promise<Repository>;
  forkRepository(parent: Repository, owner: string): Promise<Repository>;
  /** Makes a commit on a branch without telling anybody; answers its SHA. */
  commit(repository: Repository, wanted: NewCommit): Promise<string>;
  /** Makes a commit on a branch and sends `push`. */
  push(repository: Repository, wanted: NewCommit, sent: Sent): Promise<string>;
  /** Moves the default branch to a commit that is there, as a merge queue does, and sends `push`. */
  pushCommit(repository: Repository, sha: string, sent: Sent): Promise<void>;
  branchTip(repository: Repository, branch: string): Promise<string>;
  setPermission(
    repository: Repository,
    login: string,
    role: string,
    level?: Role["permission"],
  ): void;
  /** A repository is deleted; without a word, as when a fork goes. */
  deleteRepository(repository: Repository): Promise<void>;

  /** Opens a pull request and sends `opened`. */
  openPullRequest(wanted: NewPullRequest, delivery?: DeliveryOptions): Promise<PullRequest>;
  /** Moves its head and sends `synchronize`; answers the new head. */
  pushHead(pull: PullRequest, move: HeadMove, sent?: Partial<Sent>): Promise<string>;
  closePullRequest(pull: PullRequest, sent: Sent): Promise<void>;
  reopenPullRequest(pull: PullRequest, sent: Sent): Promise<void>;
  /** Points it at another base branch and sends `edited`. */
  retarget(pull: PullRequest, baseBranch: string, sent: Sent): Promise<void>;

  /** Writes a comment and sends `issue_comment.created`. */
  comment(pull: PullRequest, body: string, sent: Sent): Promise<Comment>;
  editComment(comment: Comment, body: string, sent: Sent): Promise<void>;
  deleteComment(comment: Comment): void;

  /** Presses a button of a completed check run. */
  pressButton(run: CheckRun, identifier: string, sent: Sent): Promise<SentDelivery>;
  rerequest(run: CheckRun, sent: Sent): Promise<SentDelivery>;
  rerequestSuite(pull: PullRequest, sent: Sent): Promise<SentDelivery>;
  mergeGroup(
    pull: PullRequest,
    group: { action: "checks_requested" | "destroyed"; headSha: string; baseSha: string },
    sent: Sent,
  ): Promise<SentDelivery>;

  /** The check runs of a commit, oldest first. */
  checkRuns(sha: string): CheckRun[];
  /** Waits until a check run fits, or fails after the time with what there is. */
  waitForCheckRun(
    sha: string,
    name: string,
    fits?: (run: CheckRun) => boolean,
    milliseconds?: number,
  ): Promise<CheckRun>;

  /** Lets the next requests go wrong. */
  failNext(order: FaultOrder): void;
  clearFaults(): void;

  /** Ends everything; fails when GitHub's contract was broken. */
  close(): Promise<void>;
}

/** Starts a stand-in for GitHub on loopback. */
export async function createStandIn(options: StandInOptions): Promise<StandIn> {
  const violations: string[] = [];
  const contract = createContract();
  const faults = createFaults();
  const requests: LoggedRequest[] = [];
  const { state, privateKey } = newState(options);
  const webFlow = createWebFlow(state);
  const webhooks = createWebhooks({
    appId: state.app.id,
    secret: options.webhookSecret,
    url: options.webhookUrl ?? null,
    contract,
    violations,
  });
  const parts = { state, webhooks };
  const background = new Set<Promise<unknown>>();
  const inBackground = (sent: Promise<unknown>) => {
    background.add(sent);
    void sent.finally(() => background.delete(sent));
  };
  const { deliveries } = webhooks;
  state.hook = { deliveries, redeliver: (id) => inBackground(webhooks.redeliver(id)) };
  const roots = { state, gitRoot: options.gitRoot };
  const by = ({ by: login, delivery }: Sent): events.By => ({
    sender: accountOf(state, login),
    ...(delivery === undefined ? {} : { delivery }),
  });

  const standIn: StandIn = {
    url: "",
    apiUrl: "",
    app: { id: state.app.id, privateKey },
    state,
    webhooks,
    requests,
    violations,
    webFlow: null,
    webFlowTokens: () => [...webFlow.tokens.keys()],

    addRepository: (wanted) => addRepository(roots, wanted),
    forkRepository: (parent, owner) => forkRepository(roots, parent, owner),
    commit: (repository, wanted) => commit(repository.gitDir, wanted),
    async push(repository, wanted, sent) {
      const before = await branchTip(repository, wanted.branch);
      const after = await commit(repository.gitDir, wanted);
      await events.sendPush(parts, repository, { branch: wanted.branch, before, after }, by(sent));
      return after;
    },
    async pushCommit(repository, after, sent) {
      const branch = repository.defaultBranch;
      const before = await branchTip(repository, branch);
      await git(repository.gitDir, ["update-ref", `refs/heads/${branch}`, after]);
      await events.sendPush(parts, repository, { branch, before, after }, by(sent));
    },
    branchTip,
    setPermission(repository, login, role, level) {
      accountOf(state, login);
      setRole(repository, login, role, level);
    },
    ...createLifeCycle(parts),
    deleteRepository: (repository) => deleteRepository(state, repository),

    async openPullRequest(wanted, delivery = {}) {
      const pull = await openPullRequest(state, wanted);
      await events.sendPullRequest(parts, pull, "opened", { sender: pull.author, delivery });
      return pull;
    },
    async pushHead(pull, move, sent = {}) {
      const moved = await moveHead(pull, move);
      const sender = by({ by: pull.author.login, ...sent });
      await events.sendPullRequest(parts, pull, "synchronize", sender, moved);
      return moved.after;
    },
    async closePullRequest(pull, sent) {
      Object.assign(pull, { state: "closed", closedAt: timestamp() });
      await events.sendPullRequest(parts, pull, "closed", by(sent));
    },
    async reopenPullRequest(pull, sent) {
      Object.assign(pull, { state: "open", closedAt: null });
      await events.sendPullRequest(parts, pull, "reopened", by(sent));
    },
    async retarget(pull, baseBranch, sent) {
      const from = { ref: pull.baseBranch, sha: await branchTip(pull.base, pull.baseBranch) };
      pull.baseBranch = baseBranch;
      const changes = { base: { ref: { from: from.ref }, sha: { from: from.sha } } };
      await events.sendPullRequest(parts, pull, "edited", by(sent), { changes });
    },

    async comment(pull, body, sent) {
      const now = timestamp();
      const author = accountOf(state, sent.by);
      const id = state.nextId();
      const comment = { id, pullRequest: pull, author, body, createdAt: now, updatedAt: now };
      state.comments.push(comment);
      await events.sendComment(parts, comment, "created", by(sent));
      return comment;
    },
    async editComment(comment, body, sent) {
      const changes = { body: { from: comment.body } };
      const later = new Date(Date.parse(comment.createdAt) + 60_000);
      Object.assign(comment, { body, updatedAt: timestamp(later) });
      await events.sendComment(parts, comment, "edited", by(sent), { changes });
    },
    deleteComment: (comment) => void state.comments.splice(state.comments.indexOf(comment), 1),

    pressButton: (run, identifier, sent) =>
      events.sendRequestedAction(parts, run, identifier, by(sent)),
    rerequest: (run, sent) => events.sendRerequested(parts, run, by(sent)),
    rerequestSuite: (pull, sent) => events.sendSuiteRerequested(parts, pull, by(sent)),
    mergeGroup: (pull, group, sent) => events.sendMergeGroup(parts, pull, group, by(sent)),

    checkRuns: (sha) => state.checkRuns.filter((run) => run.headSha === sha),
    waitForCheckRun: (sha, name, fits, milliseconds) =>
      waitForCheckRun(state, { sha, name, fits, milliseconds }),

    failNext: (order) => faults.order(order),
    clearFaults: () => faults.clear(),
    close: async () => undefined,
  };

  const server = await listen({
    standIn,
    webFlow,
    gitRoot: options.gitRoot,
    port: options.port ?? 0,
    rest: {
      state,
      contract,
      faults,
      requests,
      violations,
      notify: (repository) => (event, payload) => {
        const sender = events.botOf(state);
        inBackground(events.sendEvent(parts, repository, { sender }, event, payload));
      },
    },
  });
  standIn.url = server.url;
  standIn.apiUrl = `${server.url}/api/v3`;
  state.url = server.url;
  standIn.close = async () => {
    await Promise.all(background);
    await server.close();
    if (violations.length > 0) throw new Error(`GitHub's contract: ${violations.join("\n")}`);
  };
  return standIn;
}
