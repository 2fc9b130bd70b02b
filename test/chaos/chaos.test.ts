import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { pass } from "./clock.ts";
import { type Ground, openGround } from "./ground.ts";
import { broken } from "./invariants.ts";
import { orders } from "./orders.ts";
import { play } from "./play.ts";

// Only the clock is not real: a rest is over at once, and the time is later then.
vi.mock("node:timers/promises", async (original) => ({
  ...(await original<typeof import("node:timers/promises")>()),
  setTimeout: async (milliseconds: number) => pass(milliseconds),
}));

/** A few dozens at each run; the long run of the project asks for thousands. */
const ORDERS = Number(process.env["CHAOS_ORDERS"] ?? 12);
const MINUTES = 60_000;

describe("whatever comes in whatever order", () => {
  let ground: Ground;
  let nth = 0;
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
    ground = await openGround();
  });
  afterAll(async () => {
    await ground.close();
    vi.useRealTimers();
  });

  test(
    "every head is concluded once, as the table says, and nothing runs that nobody named",
    async () => {
      await fc.assert(
        fc.asyncProperty(orders, fc.nat(), async (order, seed) => {
          nth += 1;
          const played = await play(ground, order, { nth, seed });
          expect(await broken(ground, played)).toEqual([]);
        }),
        { numRuns: ORDERS, endOnFailure: ORDERS < 100 },
      );
    },
    Math.max(5, ORDERS / 10) * MINUTES,
  );
});
