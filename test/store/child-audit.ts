import { openAuditFile } from "../../src/store/audit-file.ts";

/** Appends audit records from many callers at once, says each when it is safe, until killed. */
const [path = ""] = process.argv.slice(2);
const audit = await openAuditFile({ path, now: () => new Date() });
let count = 0;
async function appendForever(): Promise<never> {
  for (;;) {
    count += 1;
    const id = count;
    await audit.append({ kind: "review", detail: { id, padding: "x".repeat(id % 300) } });
    process.stdout.write(`${id}\n`);
  }
}
await Promise.all(Array.from({ length: 20 }, appendForever));
