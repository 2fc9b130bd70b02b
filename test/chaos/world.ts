import { type By, sendComment, sendPullRequest, sendPush } from "../stand-in/events.ts";
import { sendMergeGroup, sendRequestedAction, sendRerequested } from "../stand-in/events.ts";
import { git } from "../stand-in/git.ts";
import { branchTip, setRole } from "../stand-in/repositories.ts";
import {
  accountOf,
  type CheckRun,
  type Comment,
  type PullRequest,
  type Repository,
  timestamp,
} from "../stand-in/state.ts";
import type { SentDelivery } from "../stand-in/webhooks.ts";
import { copyRepository, FINGERPRINTS } from "./commits.ts";
import { faultOf } from "./faults.ts";
import type { Ground } from "./ground.ts";
import type { Happening } from "./orders.ts";

/** How GitHub was at one moment: everything that decides about who may run what. */
export interface Moment {
  heads: ReadonlyMap<number, { sha: string; open: boolean }>;
  roles: ReadonlyMap<string, string>;
  comments: ReadonlyMap<number, string>;
}

/** GitHub's side of an order of events. */
export interface World {
  repository: Repository;
  pulls: PullRequest[];
  /** Deliveries that have not been sent yet, oldest first. */
  outbox: SentDelivery[];
  /** Clicks on buttons, by delivery. */
  clicks: Map<string, { sha: string; button: string; by: string }>;
  /** What GitHub was like, after each thing that happened. */
  moments: Moment[];
  /** Merge groups that the queue waits for, as far as it told of them. */
  groups: Map<string, { pull: PullRequest; open: boolean; delivery: string }>;
  happen(what: Happening): Promise<void>;
  /** Sends a delivery, or sends it again. */
  deliver(delivery: SentDelivery): Promise<void>;
}

/** So many can share a head, and still often do. */
const MOST_PULLS = 3;

/** Makes a repository with nobody in it but its people. */
export async function createWorld(ground: Ground, nth: number): Promise<World> {
  const { standIn, commits } = ground;
  const { state, webhooks } = standIn;
  const { repository, fork } = copyRepository(commits, standIn, nth);
  state.accounts.set(fork.owner.login, fork.owner);
  setRole(repository, "maintainer", "maintain");
  setRole(repository, "writer", "write");
  const parts = { state, webhooks };
  const bySomebody = (login: string): By => ({ sender: accountOf(state, login) });
  const comments: Comment[] = [];
  const sent: SentDelivery[] = [];

  const world: World = {
    ...{ repository, pulls: [], outbox: [], clicks: new Map(), moments: [], groups: new Map() },
    async deliver(delivery) {
      const at = world.outbox.indexOf(delivery);
      if (at >= 0) world.outbox.splice(at, 1);
      sent.push(delivery);
      await webhooks.redeliver(delivery.id);
    },
    async happen(what) {
      const told = world.outbox.length;
      await happen(what);
      for (const one of what.prompt === true ? world.outbox.slice(told) : [])
        await world.deliver(one);
      world.moments.push(momentOf(world, comments));
    },
  };

  const pullAt = (at: number): PullRequest | undefined =>
    world.pulls[at % Math.max(world.pulls.length, 1)];

  /** What happens is told later, or never. */
  async function tell(telling: () => Promise<SentDelivery>): Promise<SentDelivery> {
    const { url } = webhooks;
    webhooks.url = null;
    const delivery = await telling();
    webhooks.url = url;
    world.outbox.push(delivery);
    return delivery;
  }

  const tellPull = (pull: PullRequest, action: string, by: string, more: object = {}) =>
    tell(() => sendPullRequest(parts, pull, action, bySomebody(by), more));

  async function happen(what: Happening): Promise<void> {
    switch (what.does) {
      case "open":
        return open(what);
      case "push":
        return push(what);
      case "retarget":
      case "close":
      case "reopen":
      case "ready":
        return change(what);
      case "comment":
        return comment(what);
      case "edit":
      case "delete":
        return spoil(what);
      case "role":
        return setRole(repository, what.who, what.role);
      case "press":
      case "rerequest":
        return press(what);
      case "group":
      case "merge":
        return queue(what);
      case "deliver":
      case "repeat":
      case "forget":
        return post(what);
      case "trouble":
        return standIn.failNext(faultOf(what));
      case "work":
      case "die":
      case "wait":
        throw new Error(`${what.does} is nothing that happens at GitHub`);
    }
  }

  async function open(what: Extract<Happening, { does: "open" }>): Promise<void> {
    if (world.pulls.length >= MOST_PULLS) return;
    const head = what.own ? repository : fork;
    const now = timestamp();
    const pull: PullRequest = {
      ...{ id: state.nextId(), number: world.pulls.length + 1, base: repository },
      ...{
        baseBranch: what.base,
        head,
        headOwner: head.owner,
        headBranch: `fix-${world.pulls.length}`,
      },
      ...{ headSha: shaOf(what.head), author: accountOf(state, what.own ? "writer" : "forker") },
      ...{ title: "Fix", body: null, draft: what.draft, state: "open" },
      ...{ createdAt: now, updatedAt: now, closedAt: null },
    };
    world.pulls.push(pull);
    state.pullRequests.push(pull);
    await tellPull(pull, "opened", pull.author.login);
  }

  function shaOf(head: Parameters<typeof commits.sha.get>[0]): string {
    const sha = commits.sha.get(head);
    if (sha === undefined) throw new Error(`there is no ${head}`);
    return sha;
  }

  async function push({ pull: nth, head }: Extract<Happening, { does: "push" }>): Promise<void> {
    const pull = pullAt(nth);
    const after = shaOf(head);
    if (pull?.state !== "open" || pull.headSha === after) return;
    const before = pull.headSha;
    Object.assign(pull, { headSha: after, updatedAt: timestamp() });
    await tellPull(pull, "synchronize", pull.author.login, { before, after });
  }

  async function change({
    does,
    pull: nth,
  }: Extract<Happening, { does: "retarget" | "close" | "reopen" | "ready" }>): Promise<void> {
    const pull = pullAt(nth);
    if (pull === undefined || (pull.state === "open") === (does === "reopen")) return;
    if (does === "close") {
      Object.assign(pull, { state: "closed", closedAt: timestamp() });
      await tellPull(pull, "closed", "writer");
    } else if (does === "reopen") {
      Object.assign(pull, { state: "open", closedAt: null });
      await tellPull(pull, "reopened", "writer");
    } else if (does === "ready") {
      pull.draft = false;
      await tellPull(pull, "ready_for_review", "writer");
    } else {
      const from = pull.baseBranch;
      pull.baseBranch = from === "main" ? "release" : "main";
      const sha = from === "main" ? commits.main : commits.release;
      const changes = { base: { ref: { from }, sha: { from: sha } } };
      await tellPull(pull, "edited", "writer", { changes });
    }
  }

  async function comment(what: Extract<Happening, { does: "comment" }>): Promise<void> {
    const pull = pullAt(what.pull);
    if (pull === undefined) return;
    const accept = (kind: "malicious" | "two") =>
      `${String(FINGERPRINTS[kind])}@${shaOf(kind)} -- It is the test of our own scanner.`;
    const body = what.says
      .replace("{sha}", pull.headSha)
      .replace("{old}", shaOf("clean"))
      .replace("{accepted}", String(FINGERPRINTS.malicious))
      .replace("{malicious}", accept("malicious"))
      .replace("{two}", accept("two"));
    const now = timestamp();
    const author = accountOf(state, what.by);
    const made: Comment = {
      ...{ id: state.nextId(), pullRequest: pull, author, body, createdAt: now, updatedAt: now },
    };
    comments.push(made);
    state.comments.push(made);
    await tell(() => sendComment(parts, made, "created", bySomebody(what.by)));
  }

  async function spoil({ does, nth }: Extract<Happening, { does: "edit" | "delete" }>) {
    const found = comments[nth % Math.max(comments.length, 1)];
    if (found === undefined || !state.comments.includes(found)) return;
    if (does === "delete") {
      state.comments.splice(state.comments.indexOf(found), 1);
      return;
    }
    const later = new Date(Date.parse(found.updatedAt) + 60_000);
    const changes = { body: { from: found.body } };
    Object.assign(found, { body: "/sandbox cancel", updatedAt: timestamp(later) });
    await tell(() => sendComment(parts, found, "edited", bySomebody("writer"), { changes }));
  }

  async function press(what: Extract<Happening, { does: "press" | "rerequest" }>): Promise<void> {
    const pull = pullAt(what.pull);
    const run = state.checkRuns.findLast(
      (one: CheckRun) => one.headSha === pull?.headSha && one.status === "completed",
    );
    if (run === undefined) return;
    if (what.does === "rerequest") {
      await tell(() => sendRerequested(parts, run, bySomebody("stranger")));
      return;
    }
    const { button, by } = what;
    const { id } = await tell(() => sendRequestedAction(parts, run, button, bySomebody(by)));
    world.clicks.set(id, { sha: run.headSha, button, by });
  }

  async function queue(what: Extract<Happening, { does: "group" | "merge" }>): Promise<void> {
    const sha = commits.groups[what.nth % commits.groups.length] ?? "";
    const before = await branchTip(repository, "main");
    if (what.does === "merge") {
      if (before === sha) return;
      await git(repository.gitDir, ["update-ref", "refs/heads/main", sha]);
      const moved = { branch: "main", before, after: sha };
      await tell(() => sendPush(parts, repository, moved, bySomebody("writer")));
      return;
    }
    const pull = pullAt(what.pull);
    if (pull?.state !== "open" || before === sha) return;
    const action = what.destroyed ? "destroyed" : "checks_requested";
    const group = { action, headSha: sha, baseSha: before } as const;
    const { id } = await tell(() => sendMergeGroup(parts, pull, group, bySomebody("writer")));
    world.groups.set(id, { pull, open: !what.destroyed, delivery: id });
  }

  async function post({
    does,
    nth,
  }: Extract<Happening, { does: "deliver" | "repeat" | "forget" }>): Promise<void> {
    const from = does === "repeat" ? sent : world.outbox;
    const delivery = from[nth % Math.max(from.length, 1)];
    if (delivery === undefined) return;
    if (does !== "forget") return world.deliver(delivery);
    world.outbox.splice(world.outbox.indexOf(delivery), 1);
    // GitHub knows of it no more: nobody can ask for it again. Its place in the list stays.
    Object.assign(delivery, { status: 202 });
  }

  world.moments.push(momentOf(world, comments));
  return world;
}

function momentOf({ pulls, repository }: World, comments: readonly Comment[]): Moment {
  return {
    heads: new Map(
      pulls.map(({ number, headSha, state }) => [number, { sha: headSha, open: state === "open" }]),
    ),
    roles: new Map([...repository.roles].map(([login, { roleName }]) => [login, roleName])),
    comments: new Map(comments.map(({ id, body }) => [id, body])),
  };
}
