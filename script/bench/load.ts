import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { type RunningApp, SECRET } from "../../test/integration/app.ts";
import { REVIEW } from "../../test/integration/repositories.ts";
import type { FileContent } from "../../test/stand-in/git.ts";
import type { PullRequest, Repository } from "../../test/stand-in/state.ts";
import type { SentDelivery } from "../../test/stand-in/webhooks.ts";

/** A delivery that waits to be sent. */
export interface Prepared {
  event: string;
  body: string;
}

/** What a time of deliveries was answered with. */
export interface Answers {
  /** Milliseconds from when each was due to its answer, sorted. */
  milliseconds: number[];
  /** How many were answered with 202. */
  accepted: number;
  /** From the first one sent to the last one answered. */
  seconds: number;
}

/** What a sending thread is told. */
export interface Sending {
  url: string;
  secret: string;
  perSecond: number;
  prepared: readonly Prepared[];
}

/** One project, and where its contributors' branches are. */
export interface Places {
  base: Repository;
  fork: Repository;
}

/** Opens a pull request without telling anybody; answers what GitHub would send of it. */
export async function openQuietly(
  { standIn }: RunningApp,
  { base, fork }: Places,
  { branch, files }: { branch: string; files: Record<string, FileContent> },
): Promise<{ pull: PullRequest; opened: Prepared }> {
  const author = fork.owner.login;
  const wanted = { author, base, head: fork, branch, title: `Change ${branch}`, files };
  const pull = await quietly({ standIn }, () => standIn.openPullRequest(wanted));
  return { pull, opened: lastOf(standIn.webhooks.deliveries) };
}

/** What GitHub would send of a comment that is no command, as most are none. */
export async function commentQuietly(
  { standIn }: RunningApp,
  pull: PullRequest,
): Promise<Prepared> {
  const body = "Thank you! I left two remarks, and would merge it after those.\n".repeat(8);
  await quietly({ standIn }, () => standIn.comment(pull, body, { by: "maintainer" }));
  return lastOf(standIn.webhooks.deliveries);
}

async function quietly<T>(
  { standIn }: Pick<RunningApp, "standIn">,
  work: () => Promise<T>,
): Promise<T> {
  const { url } = standIn.webhooks;
  standIn.webhooks.url = null;
  try {
    return await work();
  } finally {
    standIn.webhooks.url = url;
  }
}

function lastOf(deliveries: readonly SentDelivery[]): Prepared {
  const last = deliveries.at(-1);
  if (last === undefined) throw new Error("nothing was to be sent");
  return { event: last.event, body: last.body };
}

/** Sends deliveries at a fixed rate, from a thread that does nothing else. */
export async function sendSteadily(
  { standIn }: RunningApp,
  perSecond: number,
  prepared: readonly Prepared[],
): Promise<Answers> {
  const { url } = standIn.webhooks;
  if (url === null) throw new Error("nobody takes webhooks");
  const sending: Sending = { url, secret: SECRET, perSecond, prepared };
  const thread = new Worker(new URL("./sender.ts", import.meta.url), { workerData: sending });
  // The only thing that it says.
  const [answers] = (await once(thread, "message")) as [Answers];
  return answers;
}

/** Waits for the verdicts of these heads; milliseconds from `since` to each, sorted. */
export async function verdictsOf(
  { standIn }: RunningApp,
  heads: readonly string[],
  since: number,
  patience: number,
): Promise<number[]> {
  const waits = heads.map(async (sha) => {
    await standIn.waitForCheckRun(sha, REVIEW, undefined, patience);
    return performance.now() - since;
  });
  return (await Promise.all(waits)).toSorted((a, b) => a - b);
}

/** Waits until no delivery is waiting or in hand, by the App's own metrics; milliseconds. */
export async function drained({ adminUrl }: RunningApp, patience: number): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < patience) {
    const text = await (await fetch(`${adminUrl}/metrics`)).text();
    const states = [...text.matchAll(/^gatehouse_queue_jobs\{queue="delivery",[^}]*\} (\d+)$/gm)];
    if (states.length > 0 && states.every(([, count]) => count === "0")) {
      return performance.now() - began;
    }
    await pause(500);
  }
  throw new Error("deliveries were still waiting");
}

/** The figure below which this part of all is; the figures are sorted. */
export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}
