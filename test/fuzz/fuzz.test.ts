import { expect, test } from "vitest";
import { type Campaign, createCampaign, inputOf, runCase } from "../../script/fuzz/campaign.ts";
import { loadCorpus } from "../../script/fuzz/corpus.ts";
import { type Target, targetsOf } from "../../script/fuzz/targets.ts";
import { DOCUMENTS } from "../../src/review/documents/table.ts";
import { loadKnowledge } from "../../src/review/knowledge.ts";
import { LANGUAGES } from "../../src/review/languages/table.ts";
import { ROOT } from "../architecture/sources.ts";

const SEED = 20_261_123;
/** Short inputs go wrong in as many ways as long ones, and cost less. */
const LONGEST = 3000;

const knowledge = await loadKnowledge(ROOT);
const targets = targetsOf(knowledge, loadCorpus(ROOT, knowledge));

/** What is found in the first cases of a target; time is for the long run. */
async function foundIn(campaign: Campaign, cases: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let nth = 0; nth < cases; nth += 1) {
    const { finding } = await runCase(campaign, nth);
    if (finding !== null && finding.sort !== "slow") found.push(finding);
  }
  return found;
}

function only(target: Target, seed = SEED): Campaign {
  return createCampaign(seed, [target], LONGEST);
}

/** A reader of four samples that does what a test wants. */
function reader(read: Target["read"]): Target {
  const texts = ["one plain line", "another line\n", 'f("x", 1)\n', "a: [b, c]\n"];
  const samples = texts.map((text, at) => ({ path: `sample-${at}`, bytes: Buffer.from(text) }));
  return { name: "reader", samples, read, weight: 1 };
}

test("every language and every kind of document is given mutated input", () => {
  const names = new Set(targets.map(({ name }) => name));
  const expected = [
    ...[...LANGUAGES.keys()].map((name) => `language ${name}`),
    ...DOCUMENTS.map(({ name }) => `document ${name}`),
  ];
  expect(expected.filter((name) => !names.has(name))).toEqual([]);
  expect(targets.filter(({ samples }) => samples.length === 0)).toEqual([]);
});

test.each(targets.map((target) => ({ name: target.name, target })))(
  "$name takes whatever it is given, and gives the same for the same",
  async ({ target }) => {
    expect(await foundIn(only(target), 6 + 6 * target.weight)).toEqual([]);
  },
);

test("a reader that throws is found, with the smallest input that makes it throw", async () => {
  const target = reader(({ bytes }) => {
    if (bytes.includes("(")) throw new TypeError("no bracket was expected");
  });
  const found = await foundIn(only(target), 200);
  expect(found.length).toBeGreaterThan(0);
  expect(found).toContainEqual(
    expect.objectContaining({ sort: "throws", input: "(", target: "reader" }),
  );
});

test("a reader that remembers what it read before is found", async () => {
  let reads = 0;
  const found = await foundIn(only(reader(() => (reads += 1))), 200);
  expect(found).toContainEqual(expect.objectContaining({ sort: "differs" }));
});

test("the seed decides every input", () => {
  const inputs = (seed: number) =>
    Array.from({ length: 40 }, (_, nth) =>
      inputOf(
        only(
          reader(() => null),
          seed,
        ),
        nth,
      ).bytes.toString("hex"),
    );
  expect(inputs(7)).toEqual(inputs(7));
  expect(inputs(7)).not.toEqual(inputs(8));
});
