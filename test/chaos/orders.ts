import fc from "fast-check";
import { BASES, type HeadKind, HEADS } from "./commits.ts";

/** Who does something; what each may do can change in an order. */
export const PEOPLE = ["maintainer", "writer", "forker", "stranger"] as const;
export type Person = (typeof PEOPLE)[number];

/** How GitHub goes wrong. */
export const TROUBLES = ["500", "502", "429", "403", "hang", "cut", "lost-answer"] as const;

/** What a comment says; `{sha}` is the head of the moment, `{old}` one of before. */
export const COMMENTS = [
  "/sandbox run {sha}",
  "/sandbox run {sha} default",
  "/sandbox run",
  "/sandbox run {old}",
  "/sandbox cancel",
  "/sandbox status",
  "/gatehouse review",
  "/gatehouse accept {malicious}",
  "/gatehouse accept {two}",
  "/gatehouse reopen {accepted}",
  "> /sandbox run {sha}",
  "/sandbox rum",
] as const;

/** Something that happens to the repository, to a delivery, to GitHub or to the App. */
export type Happening = Event & {
  /** GitHub tells of it at once. */
  prompt?: boolean;
};

type Event =
  | { does: "open"; head: HeadKind; base: string; own: boolean; draft: boolean }
  | { does: "push"; pull: number; head: HeadKind }
  | { does: "retarget" | "close" | "reopen" | "ready"; pull: number }
  | { does: "comment"; pull: number; says: (typeof COMMENTS)[number]; by: Person }
  | { does: "edit" | "delete"; nth: number }
  | { does: "role"; who: Person; role: "read" | "write" | "maintain" }
  | { does: "press"; pull: number; button: string; by: Person }
  | { does: "rerequest"; pull: number }
  | { does: "group"; pull: number; nth: number; destroyed: boolean }
  | { does: "merge"; nth: number }
  | { does: "deliver" | "repeat" | "forget"; nth: number }
  | { does: "trouble"; trouble: (typeof TROUBLES)[number]; writes: boolean; times: number }
  | { does: "work"; steps: number; choice: number }
  | { does: "die" }
  | { does: "wait"; minutes: number };

const pull = fc.integer({ min: 0, max: 2 });
const nth = fc.integer({ min: 0, max: 9 });
const head = fc.constantFrom(...HEADS);
const by = fc.constantFrom<Person[]>("maintainer", "maintainer", "writer", "forker", "stranger");

function does<N extends string, R extends object>(
  name: N,
  rest: { [K in keyof R]: fc.Arbitrary<R[K]> },
): fc.Arbitrary<{ does: N } & R> {
  const named = fc.record<R>(rest);
  return named.map((values) => ({ does: name, ...values }));
}

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: does("push", { pull, head }) },
  { weight: 2, arbitrary: openOf() },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom("retarget", "close", "reopen", "ready"),
      pull,
    }),
  },
  { weight: 8, arbitrary: does("comment", { pull, says: fc.constantFrom(...COMMENTS), by }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom("edit", "delete"), nth }) },
  {
    weight: 2,
    arbitrary: does("role", {
      who: fc.constantFrom<Person[]>("maintainer", "writer"),
      role: fc.constantFrom("read", "write", "maintain"),
    }),
  },
  {
    weight: 4,
    arbitrary: does("press", {
      pull,
      button: fc.constantFrom("sandbox_run", "rerun", "cancel"),
      by,
    }),
  },
  { weight: 2, arbitrary: does("rerequest", { pull }) },
  { weight: 2, arbitrary: does("group", { pull, nth, destroyed: fc.boolean() }) },
  { weight: 1, arbitrary: does("merge", { nth }) },
  { weight: 10, arbitrary: does("deliver", { nth }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom("repeat", "forget"), nth }) },
  {
    weight: 3,
    arbitrary: does("trouble", {
      trouble: fc.constantFrom(...TROUBLES),
      writes: fc.boolean(),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 24,
    arbitrary: does("work", { steps: fc.integer({ min: 1, max: 40 }), choice: fc.nat() }),
  },
  // Often enough nothing else happens until all is done.
  { weight: 6, arbitrary: does("work", { steps: fc.constant(500), choice: fc.nat() }) },
  { weight: 2, arbitrary: does("die", {}) },
  { weight: 2, arbitrary: does("wait", { minutes: fc.integer({ min: 1, max: 90 }) }) },
);

const happening: fc.Arbitrary<Happening> = fc
  .tuple(event, fc.boolean())
  .map(([one, prompt]) => ({ ...one, prompt }));

/** Somebody asks for a run once all is quiet, which else would seldom be; what follows may race it. */
const ask: fc.Arbitrary<Happening[]> = fc
  .tuple(
    fc.oneof(
      does("comment", { pull, says: fc.constantFrom(COMMENTS[0], COMMENTS[2]), by }),
      does("press", { pull, button: fc.constant("sandbox_run"), by }),
    ),
    fc.integer({ min: 0, max: 40 }),
    fc.nat(),
  )
  .map(([asking, steps, choice]) => [
    { does: "work", steps: 500, choice },
    { ...asking, prompt: true },
    { does: "work", steps, choice },
  ]);

function openOf() {
  return does("open", {
    ...{ head, base: fc.constantFrom(...BASES) },
    ...{ own: fc.boolean(), draft: fc.boolean() },
  });
}

/** An order of events: it begins with a pull request, and anything can follow. */
export const orders: fc.Arbitrary<Happening[]> = fc
  .tuple(
    openOf(),
    fc.array(
      fc.oneof(
        { weight: 9, arbitrary: happening.map((one) => [one]) },
        { weight: 1, arbitrary: ask },
      ),
      { minLength: 8, maxLength: 50, size: "max" },
    ),
  )
  .map(([first, rest]) => [{ ...first, prompt: true }, ...rest.flat()]);
