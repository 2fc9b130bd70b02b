import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { createDiskWitness } from "../../src/sandbox/disks.ts";
import { DISKS } from "../../src/sandbox/specification.ts";

/** A witness whose container is asked by us: `answer` says what it says to a question. */
function witnessThatIsAsked(answer: (question: string, say: (text: string) => void) => void) {
  const input = new PassThrough();
  const attached = { input, ended: new Promise<never>(() => undefined), close: () => undefined };
  const witness = createDiskWitness(() => attached);
  const say = (text: string) => witness.hear(Buffer.from(text));
  input.on("data", (line: Buffer) => answer(line.toString().trim(), say));
  return witness;
}

const lines = (free: number) => DISKS.map(() => `1000 ${free} 500 400\n`).join("");
const freeOf = (uses: readonly { freeBlocks: number }[] | null) =>
  uses?.map(({ freeBlocks }) => freeBlocks);

it("an answer that comes after its time is not taken for that to the next question", async () => {
  const answers: string[] = [];
  const witness = witnessThatIsAsked((question, say) => {
    answers.push(question);
    if (answers.length === 1) return;
    // First what was asked before, then what is asked now.
    say(`${answers[0]}\n${lines(900)}`);
    say(`${question}\n${lines(7)}`);
  });
  expect(await witness.ask()).toBeNull();
  expect(freeOf(await witness.askLast())).toEqual(DISKS.map(() => 7));
});

it("an answer is heard in whatever pieces it comes", async () => {
  const witness = witnessThatIsAsked((question, say) => {
    for (const each of `${question}\n${lines(42)}`) say(each);
  });
  expect(freeOf(await witness.ask())).toEqual(DISKS.map(() => 42));
  expect(freeOf(await witness.ask())).toEqual(DISKS.map(() => 42));
});

it("what is no answer is none", async () => {
  const witness = witnessThatIsAsked((question, say) => say(`${question}\nnothing\n${lines(1)}`));
  expect(await witness.ask()).toBeNull();
});
