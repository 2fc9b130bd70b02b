import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { createEdge } from "../../src/server/edge.ts";
import { createLog } from "../../src/server/log.ts";
import { onShutdown } from "../../src/server/on-shutdown.ts";
import { openAuditFile } from "../../src/store/audit-file.ts";
import { SECRET } from "./webhook-client.ts";

/**
 * A process with a real edge, whose store is a file that takes half a second: long enough for
 * a signal to come in between. Says on its standard output what it does.
 */
const [dir = ""] = process.argv.slice(2);
const log = createLog({ level: "silent" });
const now = (): Date => new Date();
const audit = await openAuditFile({ path: join(dir, "audit.jsonl"), now });
const edge = createEdge({
  secrets: [SECRET],
  events: new Set(["pull_request"]),
  accept: async ({ id }) => {
    process.stdout.write("accepting\n");
    await new Promise((resolve) => setTimeout(resolve, 500));
    appendFileSync(join(dir, "accepted"), `${id}\n`);
    return true;
  },
  ready: async () => undefined,
  audit,
  now,
  log,
});
onShutdown({ log, steps: [() => edge.drain(), () => audit.close()] });
const { port } = await edge.listen({ host: "127.0.0.1", port: 0 });
process.stdout.write(`port ${port}\n`);
