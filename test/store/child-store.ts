import pino from "pino";
import { openStore } from "../../src/store/open-store.ts";
import { sampleDelivery } from "./samples.ts";

/**
 * A process that accepts deliveries as fast as it can, five at a time, says each on its standard output once
 * it is accepted, works on jobs that never end, and waits to be killed.
 */
const [dataDir = "", databaseUrl = "", prefix = ""] = process.argv.slice(2);
const open = await openStore({
  dataDir,
  databaseUrl: databaseUrl === "" ? null : databaseUrl,
  log: pino({ level: "silent" }),
  heartbeatSeconds: 10,
});
await open.jobs.work("delivery", { concurrency: 3 }, async ({ deliveryId }) => {
  process.stdout.write(`working ${deliveryId}\n`);
  await Promise.withResolvers<never>().promise;
});
let count = 0;
async function acceptForever(): Promise<never> {
  for (;;) {
    count += 1;
    const id = `${prefix}-${count}`;
    await open.store.acceptDelivery(sampleDelivery(id));
    process.stdout.write(`accepted ${id}\n`);
  }
}
await Promise.all(Array.from({ length: 5 }, acceptForever));
