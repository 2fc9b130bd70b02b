import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { CHILD_OPTIONS, type ChildOptions } from "../../src/isolate/child-process.ts";
import { createReviewer } from "../../src/isolate/reviewer.ts";
import { ReviewLimits, type ReviewRequest } from "../../src/model/review-request.ts";
import type { CommitReader } from "../../src/model/tree.ts";
import type { Reviewer } from "../../src/ports.ts";

export const HEAD = "a".repeat(40);

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** A reader with one commit whose listing is a word, and whose blobs are ten bytes each. */
export const COMMITS: CommitReader = {
  list: async () => Buffer.from("a listing"),
  read: async (oids) => oids.map(() => new Uint8Array(10)),
};

/** A request that makes the hostile child try `title`. */
export function attempt(title: string, branch = "", limits: object = {}): ReviewRequest {
  return {
    mergeBases: ["b".repeat(40)],
    head: HEAD,
    text: { title, body: "", branch, commitMessages: [] },
    limits: ReviewLimits.parse({ milliseconds: 1, ...limits }),
  };
}

/** A reviewer whose child is `hostile-child.ts`, fenced in like the real one. */
export function hostileReviewer(options: Partial<ChildOptions> = {}): Reviewer {
  const reviewer = createReviewer({
    log: { warn: () => {} },
    spare: false,
    graceMilliseconds: 999,
    child: {
      ...CHILD_OPTIONS,
      entry: join(FOLDER, "hostile-child.ts"),
      readable: [...CHILD_OPTIONS.readable, FOLDER],
      memoryBytes: 700 * 1024 * 1024,
      heapBytes: 256 * 1024 * 1024,
      ...options,
    },
  });
  onTestFinished(() => reviewer.close());
  return reviewer;
}
