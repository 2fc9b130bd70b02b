import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");

it("lets go of its lock once the engine answers, so that a later start does not wait", () => {
  const started = spawnSync(join(ROOT, "script/docker"), { encoding: "utf8", timeout: 60_000 });
  expect(started.status, started.stdout + started.stderr).toBe(0);
  // The engine that the script started lives on; a lock that lives with it shows here, while
  // another start of this machine lets go of it.
  const free = spawnSync("flock", ["--timeout", "30", join(ROOT, "var/docker.lock"), "true"]);
  expect(free.status).toBe(0);
});
