import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { BROKEN } from "../../src/review/languages/grammars.ts";
import { loadKnowledge } from "../../src/review/knowledge.ts";
import { createCampaign, runCase, targetOf } from "./campaign.ts";
import type { FromWorker } from "./watch.ts";
import { loadCorpus } from "./corpus.ts";
import { targetsOf } from "./targets.ts";

const Orders = z.object({
  seed: z.int(),
  from: z.int(),
  only: z.string(),
  end: z.number(),
});

const ROOT = join(import.meta.dirname, "..", "..");
const { seed, from, only, end } = Orders.parse(workerData);
const knowledge = await loadKnowledge(ROOT);
const targets = targetsOf(knowledge, loadCorpus(ROOT, knowledge));
const campaign = createCampaign(
  seed,
  targets.filter(({ name }) => name.includes(only)),
);
for (let nth = from; Date.now() < end; nth += 1) {
  const target = targetOf(campaign, nth).name;
  say({ type: "begun", nth, target });
  const result = await runCase(campaign, nth);
  say({ type: "done", nth, target, result });
  // What is read after that says nothing: another thread goes on.
  if (result.finding?.message.includes(BROKEN) === true) say({ type: "broken", nth });
}
say({ type: "ended" });

function say(message: FromWorker): void {
  parentPort?.postMessage(message);
}
