import { expect, test } from "vitest";
import { inGroups } from "../../src/store/in-groups.ts";

const limits = { items: 3, weighs: (item: string) => item.length, weight: 10 };

/** Notes what was worked on together; every word with an "x" in it spoils its group. */
function noting() {
  const groups: string[][] = [];
  const shout = inGroups(async (items: readonly string[]) => {
    groups.push([...items]);
    if (items.some((item) => item.includes("x"))) throw new Error("spoilt");
    return items.map((item) => item.toUpperCase());
  }, limits);
  return { groups, shout };
}

test("what comes at once is done together, and each caller hears of its own", async () => {
  const { groups, shout } = noting();
  expect(await Promise.all(["a", "b", "c", "d"].map(shout))).toEqual(["A", "B", "C", "D"]);
  expect(groups).toEqual([["a", "b", "c"], ["d"]]);
  expect(await shout("e")).toBe("E");
});

test("what comes while a group is at work waits for it, and is not forgotten", async () => {
  const gate = Promise.withResolvers<void>();
  const groups: string[][] = [];
  const slow = inGroups(async (items: readonly string[]) => {
    groups.push([...items]);
    await gate.promise;
    return items;
  }, limits);
  const first = slow("first");
  await new Promise((resolve) => setImmediate(resolve));
  const later = ["second", "third"].map(slow);
  expect(groups).toEqual([["first"]]);
  gate.resolve();
  expect(await Promise.all([first, ...later])).toEqual(["first", "second", "third"]);
  expect(groups).toEqual([["first"], ["second"], ["third"]]);
});

test("what cannot be done fails alone", async () => {
  const { groups, shout } = noting();
  const settled = await Promise.allSettled(["a", "x", "c"].map(shout));
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(groups).toEqual([["a", "x", "c"], ["a"], ["x"], ["c"]]);
});

test("a group is no heavier than it may be, and what is heavier by itself goes alone", async () => {
  const { groups, shout } = noting();
  await Promise.all(["12345", "12345", "1", "0123456789012"].map(shout));
  expect(groups).toEqual([["12345", "12345"], ["1"], ["0123456789012"]]);
});
