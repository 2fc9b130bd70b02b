// A supervisor of its own process, to be killed while its run goes on. It says its run's id.
import { prepareSandbox, runTrial } from "./prepared.ts";

const { sandbox } = await prepareSandbox();
await runTrial(sandbox, {
  command: ["sleep", "300"],
  limits: { wallSeconds: 300 },
  progress: (stage) => {
    if (stage === "running the command") console.log("run goes on");
  },
});
