import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createTurns } from "../../src/github/turns.ts";

describe("turns", () => {
  test("run the work of one key one after the other, in the order of asking", async () => {
    const inTurn = createTurns({ spacingMs: 0 });
    const seen: string[] = [];
    const work = (name: string, milliseconds: number) => async () => {
      seen.push(`${name} begins`);
      await pause(milliseconds);
      seen.push(`${name} ends`);
    };
    await Promise.all([inTurn(1, work("a", 20)), inTurn(1, work("b", 1)), inTurn(1, work("c", 0))]);
    const order = ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"];
    expect(seen).toEqual(order);
  });

  test("do not hold up another key", async () => {
    const inTurn = createTurns({ spacingMs: 0 });
    const stuck = new Promise<void>(() => undefined);
    void inTurn(1, () => stuck);
    expect(await inTurn(2, async () => "done")).toBe("done");
  });

  test("go on after work that failed, and hand its error to who asked", async () => {
    const inTurn = createTurns({ spacingMs: 0 });
    const failing = inTurn(1, () => Promise.reject(new Error("no")));
    const next = inTurn(1, async () => "done");
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("done");
  });

  test("rest between two of one key for at least the spacing", async () => {
    const inTurn = createTurns({ spacingMs: 50 });
    const times: number[] = [];
    const note = async () => void times.push(performance.now());
    await Promise.all([inTurn(1, note), inTurn(1, note), inTurn(1, note)]);
    const [a = 0, b = 0, c = 0] = times;
    // Timers may fire a millisecond early by the other clock.
    expect(b - a).toBeGreaterThanOrEqual(49);
    expect(c - b).toBeGreaterThanOrEqual(49);
  });
});
