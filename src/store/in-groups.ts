/** How much goes into one group. */
export interface GroupLimits<T> {
  items: number;
  /** Of one item; together at most `weight`, save for an item that is heavier by itself. */
  weighs: (item: T) => number;
  weight: number;
}

interface Waiting<T, A> {
  item: T;
  resolve: (answer: A) => void;
  reject: (reason: unknown) => void;
}

/**
 * Does many things at the price of one: what comes while a group is at work waits, and is the
 * next group. `work` answers one for each item, in their order, and does all or nothing; where
 * it throws, every item is tried once by itself, so that none fails for another's sake. Each
 * caller hears of its own item only, once that is done.
 */
export function inGroups<T, A>(
  work: (items: readonly T[]) => Promise<readonly A[]>,
  limits: GroupLimits<T>,
): (item: T) => Promise<A> {
  const waiting: Waiting<T, A>[] = [];
  let busy = false;
  async function workOff(): Promise<void> {
    // Lets everything that comes in this turn of the event loop join the first group.
    await Promise.resolve();
    while (waiting.length > 0) {
      const group = waiting.splice(0, sizeOf(waiting, limits));
      if (await together(group, work)) continue;
      // All at once: where nothing answers, nobody waits for the patience of the others as well.
      await Promise.all(group.map((one) => together([one], work)));
    }
    // In the same turn as the look at `waiting`, or whoever comes in between would wait forever.
    busy = false;
  }
  return (item) =>
    new Promise<A>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (busy) return;
      busy = true;
      void workOff();
    });
}

function sizeOf<T, A>(waiting: readonly Waiting<T, A>[], limits: GroupLimits<T>): number {
  let weight = 0;
  let count = 0;
  for (const { item } of waiting) {
    weight += limits.weighs(item);
    if (count === limits.items || (count > 0 && weight > limits.weight)) break;
    count += 1;
  }
  return count;
}

/** False when the group failed, and there is more than one to try by itself. */
async function together<T, A>(
  group: readonly Waiting<T, A>[],
  work: (items: readonly T[]) => Promise<readonly A[]>,
): Promise<boolean> {
  try {
    const answers = await work(group.map(({ item }) => item));
    if (answers.length !== group.length) throw new Error("a group was not answered whole");
    for (const [at, { resolve }] of group.entries()) {
      // As many answers as items, as was just looked at.
      resolve(answers[at] as A);
    }
    return true;
  } catch (error) {
    if (group.length > 1) return false;
    group[0]?.reject(error);
    return true;
  }
}
