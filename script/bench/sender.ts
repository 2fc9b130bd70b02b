import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import type { Answers, Sending } from "./load.ts";

/** Whoever does not answer within GitHub's ten seconds has lost the delivery. */
const PATIENCE_MS = 10_000;

/**
 * A thread that does nothing but send: at a fixed rate, whether or not those before were
 * answered, each counted from when it was due. So a late receiver does not slow its sender down,
 * and a GitHub of ours that is busy does not look like a late receiver.
 */
async function sendAll({ url, secret, perSecond, prepared }: Sending): Promise<Answers> {
  const began = performance.now();
  const milliseconds: number[] = [];
  let accepted = 0;
  const sending: Promise<void>[] = [];
  for (const [at, { event, body }] of prepared.entries()) {
    const due = began + (at * 1000) / perSecond;
    if (due > performance.now()) await pause(due - performance.now());
    const send = async () => {
      const status = await post(url, event, body, secret);
      milliseconds.push(performance.now() - due);
      if (status === 202) accepted += 1;
    };
    sending.push(send());
  }
  await Promise.all(sending);
  return {
    milliseconds: milliseconds.toSorted((a, b) => a - b),
    ...{ accepted, seconds: (performance.now() - began) / 1000 },
  };
}

async function post(url: string, event: string, body: string, secret: string): Promise<number> {
  try {
    const response = await fetch(url, {
      ...{ method: "POST", body, signal: AbortSignal.timeout(PATIENCE_MS) },
      headers: {
        "content-type": "application/json",
        "x-github-event": event,
        "x-github-delivery": randomUUID(),
        "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
      },
    });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    if (error instanceof Error) return 0;
    throw error;
  }
}

// What this thread is started with, by the file beside it.
parentPort?.postMessage(await sendAll(workerData as Sending));
