import { join } from "node:path";
import { verifyAudit } from "../../src/store/verify-audit.ts";
import { createExpectations } from "./expectations.ts";
import { createPrinter } from "./printer.ts";
import { openSetting, type Setting } from "./setting.ts";
import * as steps from "./steps.ts";

const FOLDER = join(import.meta.dirname, "../../var/demo");
const began = performance.now();
const keep = process.argv.includes("--keep");
const reviewOnly = process.argv.includes("--review-only");

const printer = createPrinter();
const { line, paint, say } = printer;
const { expect, met, failed } = createExpectations(printer);

/** Plays every step; one that breaks is a failed expectation. */
async function play(setting: Setting): Promise<void> {
  const scene: steps.Scene = { ...setting, printer, expect };
  try {
    await playSteps(scene);
    const trail = await verifyAudit(setting.auditFile);
    printer.heading("In the end");
    expect(
      `the audit trail is an unbroken chain of ${trail.records} records`,
      trail.problem === null,
      trail.problem,
    );
    const { violations } = setting.standIn;
    expect("every request kept to GitHub's API description", violations.length === 0, violations);
  } catch (error) {
    // Who interrupts the demo ends Gatehouse in the middle of a step.
    if (!stopping) expect(`no step breaks: ${String(error)}`, false);
  }
}

/** What cannot even start is told in a sentence, not by a stack. */
async function opened(): Promise<Setting> {
  try {
    return await openSetting({ under: FOLDER, sandbox: !reviewOnly });
  } catch (error) {
    line(`  ${paint("red", "✗ Gatehouse could not be started:")} ${String(error)}`);
    process.exit(1);
  }
}

async function playSteps(scene: steps.Scene): Promise<void> {
  const attack = await steps.attackIsReviewed(scene);
  if (!reviewOnly) {
    await steps.bareCommandIsAnswered(scene, attack);
    await steps.strangerIsRefused(scene, attack);
    await steps.commitIsRun(scene, attack);
  }
  const honest = await steps.honestyIsReviewed(scene);
  if (!reviewOnly) await steps.buttonRuns(scene, honest);
}

async function untilInterrupted(setting: Setting): Promise<void> {
  line();
  say(`The pages of the stand-in, to look at and to comment on: ${setting.standIn.url}`);
  say("Gatehouse goes on. Press Ctrl-C to end it.");
  await interrupted;
}

let stopping = false;
const interrupted = new Promise<"interrupted">((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      stopping = true;
      resolve("interrupted");
    });
  }
});

printer.heading("Gatehouse starts, as in production, on its embedded store");
const setting = await opened();
printer.tick(`it takes webhooks at port ${setting.program.port}`);
say(`A local stand-in for GitHub serves REST, git and a page for people: ${setting.standIn.url}`);
const played = await Promise.race([play(setting), interrupted]);
if (keep && played !== "interrupted") await untilInterrupted(setting);
const code = await setting.close();
if (played !== "interrupted") expect("Gatehouse ended in order", code === 0, code);

const seconds = ((performance.now() - began) / 1000).toFixed(1);
line();
if (played === "interrupted") line(`  Interrupted after ${seconds} s; everything is stopped.`);
else if (failed().length === 0) {
  line(`  ${paint("green", `✓ ${met()} of ${met()} expectations held`)} in ${seconds} s.`);
  if (!keep) say("script/demo --keep leaves it running, with a page to look at in a browser.");
} else {
  line(`  ${paint("red", `✗ ${failed().length} expectations failed`)} in ${seconds} s:`);
  for (const one of failed()) line(`    ${one}`);
}
process.exitCode = played === "interrupted" ? 130 : failed().length === 0 ? 0 : 1;
