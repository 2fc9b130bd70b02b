import type { PullRequest } from "../stand-in/state.ts";
import { showCheck } from "./check-view.ts";
import type { Expectations } from "./expectations.ts";
import { followCheck, isWrite, waitFor } from "./follow.ts";
import type { Printer } from "./printer.ts";
import { ATTACK, FONT, HONEST, lineOf, TASKS_FILE } from "./pull-requests.ts";
import type { Setting } from "./setting.ts";

/** What every step of the demo gets. */
export interface Scene extends Setting {
  printer: Printer;
  expect: Expectations["expect"];
}

/** A fork opens a pull request with a hidden attack; the review says what would happen. */
export async function attackIsReviewed(scene: Scene): Promise<PullRequest> {
  const { printer, standIn, expect } = scene;
  printer.heading(`A fork opens a pull request: "${ATTACK.title}"`);
  printer.say(
    "It fixes a real bug, with a test. Beside it are an editor task and a font: what would GitHub's page show you of that?",
  );
  const from = standIn.requests.length;
  const pull = await scene.propose(ATTACK);
  const delivery = standIn.webhooks.deliveries.at(-1);
  printer.tick(
    `signed webhook over HTTP: answered ${delivery?.status} in ${delivery?.milliseconds} ms`,
  );
  const name = "Gatehouse / review";
  const run = await followCheck(scene, printer, { sha: pull.headSha, name, from });
  showCheck(printer, run, { text: false });
  expect("the webhook was answered 202", delivery?.status === 202, delivery?.status);
  const forged = await standIn.webhooks.sendRaw("pull_request", delivery?.body ?? "", {
    secret: "the-secret-of-somebody-else",
  });
  expect("the same webhook with a wrong signature is answered 401", forged.status === 401, forged);
  const states = ["queued", "in_progress", "failure"];
  expect(
    "the check went from queued through in_progress to failure",
    run.history.join() === states.join(),
    run.history,
  );
  const sentence = run.summary ?? "";
  expect(
    "its first sentence says what would run, when, and what it would do",
    [FONT, "when the folder is opened", "~/.npmrc", "collector.example.invalid"].every((word) =>
      sentence.split("\n")[0]?.includes(word),
    ),
    sentence,
  );
  const places = run.annotations.map(({ path, start_line }) => `${path}:${start_line}`);
  const wanted = [`${FONT}:1`, `${TASKS_FILE}:${lineOf(TASKS_FILE, "folderOpen")}`];
  expect(
    "annotations are on the payload and on the task",
    wanted.every((place) => places.includes(place)),
    places,
  );
  expect(
    "the evidence is decoded",
    run.annotations.some(({ raw_details: text }) => text?.includes('homedir() + "/.npmrc"')),
  );
  return pull;
}

/** A maintainer asks for a run without naming the commit, and gets the exact command. */
export async function bareCommandIsAnswered(scene: Scene, pull: PullRequest): Promise<void> {
  const { printer, standIn, expect, maintainer } = scene;
  printer.heading(`${maintainer}, a maintainer, comments: /sandbox run`);
  printer.say("The head belongs to a fork, whose owner can push again at any moment.");
  const from = standIn.requests.length;
  await standIn.comment(pull, "/sandbox run", { by: maintainer });
  const name = "Gatehouse / answer";
  const run = await followCheck(scene, printer, { sha: pull.headSha, name, from });
  showCheck(printer, run, { text: false });
  const exact = `/sandbox run ${pull.headSha}`;
  expect("the answer is the exact command", run.summary?.includes(exact) ?? false, run.summary);
  const ran = standIn.checkRuns(pull.headSha).some((one) => one.name.endsWith("sandbox"));
  expect("nothing ran", !ran);
}

/** Somebody without a role asks for a run: nothing is written, but recorded. */
export async function strangerIsRefused(scene: Scene, pull: PullRequest): Promise<void> {
  const { printer, standIn, expect, program, stranger } = scene;
  const command = `/sandbox run ${pull.headSha}`;
  printer.heading(`${stranger}, a stranger, comments the same command`);
  const from = standIn.requests.length;
  await standIn.comment(pull, command, { by: stranger });
  const record = await waitFor(scene, "a record of the denial", () =>
    program
      .audit()
      .find(({ kind, detail }) => kind === "command-denied" && detail["sender"] === stranger),
  );
  printer.tick("the audit trail, in its own words:");
  const { sequence, kind, detail, previous } = record;
  printer.line(`           ${printer.paint("yellow", kind)}  record ${sequence}`);
  for (const [key, value] of Object.entries(detail)) {
    printer.line(`           ${printer.paint("dim", key.padEnd(12))} ${String(value)}`);
  }
  printer.line(`           ${printer.paint("dim", "previous".padEnd(12))} ${previous}`);
  const writes = standIn.requests.slice(from).filter(isWrite);
  expect("it cost no write to GitHub", writes.length === 0, writes);
  expect("it left an audit record", detail["decision"] === "denied", detail);
}

/** The maintainer names the commit, and its tests run in a container. */
export async function commitIsRun(scene: Scene, pull: PullRequest): Promise<void> {
  const { printer, standIn, maintainer } = scene;
  const command = `/sandbox run ${pull.headSha}`;
  printer.heading(`${maintainer} comments: ${command}`);
  printer.say(
    "Its tests run in a container without a network, a capability, a credential or a writable system.",
  );
  const from = standIn.requests.length;
  await standIn.comment(pull, command, { by: maintainer });
  await sandboxPasses(scene, { pull, from, tests: 8, text: true });
}

/** An honest pull request is reviewed. */
export async function honestyIsReviewed(scene: Scene): Promise<PullRequest> {
  const { printer, standIn, expect } = scene;
  printer.heading(`Another fork opens a pull request: "${HONEST.title}"`);
  const from = standIn.requests.length;
  const pull = await scene.propose(HONEST);
  const name = "Gatehouse / review";
  const run = await followCheck(scene, printer, { sha: pull.headSha, name, from });
  showCheck(printer, run, { text: false });
  expect("an honest fix is a success", run.conclusion === "success", run.conclusion);
  expect("without an annotation", run.annotations.length === 0, run.annotations);
  return pull;
}

/** The maintainer presses the button of its review. */
export async function buttonRuns(scene: Scene, pull: PullRequest): Promise<void> {
  const { printer, standIn, expect, maintainer } = scene;
  printer.heading(`${maintainer} presses the button "Run in sandbox"`);
  const review = standIn.checkRuns(pull.headSha).find(({ name }) => name === "Gatehouse / review");
  const button = review?.actions.find(({ identifier }) => identifier === "sandbox_run");
  expect("the review has the button", button !== undefined, review?.actions);
  if (review === undefined || button === undefined) return;
  const from = standIn.requests.length;
  await standIn.pressButton(review, button.identifier, { by: maintainer });
  await sandboxPasses(scene, { pull, from, tests: 7, text: false });
}

async function sandboxPasses(
  scene: Scene,
  wanted: { pull: PullRequest; from: number; tests: number; text: boolean },
): Promise<void> {
  const { printer, expect } = scene;
  const { pull, from, tests, text } = wanted;
  const name = "Gatehouse / sandbox";
  const run = await followCheck(scene, printer, { sha: pull.headSha, name, from });
  showCheck(printer, run, { text });
  const title = run.title ?? "";
  expect("the tests ran and exited 0", run.conclusion === "success", [run.conclusion, title]);
  expect(
    `${tests} passed tests are shown, as the code's own word`,
    title.includes(`${tests} reported passed by the pull request's own code`),
    title,
  );
  expect("resources are shown", /Peak memory \| [1-9]/.test(run.text ?? ""), run.text);
}
