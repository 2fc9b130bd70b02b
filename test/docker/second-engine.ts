import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Docker from "dockerode";
import { createDockerEngine } from "../../src/sandbox/docker.ts";
import type { ContainerEngine } from "../../src/sandbox/engine.ts";

/** An engine of a test's own, beside everybody's. */
export interface SecondEngine {
  engine: ContainerEngine;
  /** Its address, as DOCKER_HOST has it. */
  host: string;
  /** Copies an image of everybody's engine, whose id stays the same. */
  load(imageId: string): Promise<void>;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 60_000;
const WITH_TUN =
  'mount -t tmpfs -o mode=0755 tun /dev/net && mknod -m 666 /dev/net/tun c 10 200 && exec dockerd "$@"';

/**
 * Starts an engine with folders and a socket of its own, which knows gVisor and, with `remap`,
 * remaps the ids of users. It makes no bridge and no firewall rule. Needs root. The engine sees a
 * `/dev/net/tun` that everybody may open, as udev makes it, whatever this machine has.
 */
export async function startSecondEngine({ remap }: { remap: boolean }): Promise<SecondEngine> {
  if (!existsSync("/usr/bin/runsc")) {
    execFileSync("apt-get", ["-qq", "-y", "--no-install-recommends", "install", "runsc"]);
  }
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-engine-"));
  // Remapped users must get to what is theirs below it.
  chmodSync(folder, 0o711);
  const socket = join(folder, "docker.sock");
  const runsc = { path: "/usr/bin/runsc", runtimeArgs: ["--network=none"] };
  writeFileSync(join(folder, "daemon.json"), JSON.stringify({ runtimes: { runsc } }));
  const log = openSync(join(folder, "log"), "w");
  // In a mount namespace of its own, so that nobody else sees that device.
  const options = ["--mount", "sh", "-c", WITH_TUN, "dockerd", ...optionsOf(folder, socket, remap)];
  const child = spawn("unshare", options, {
    stdio: ["ignore", log, log],
    env: { ...process.env, TMPDIR: folder },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    ...(await engineAt(socket)),
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The engine behind a socket, once it answers. */
export async function engineAt(socket: string): Promise<Omit<SecondEngine, "stop">> {
  const docker = new Docker({ socketPath: socket });
  await answering(docker);
  return {
    engine: createDockerEngine(`unix://${socket}`),
    host: `unix://${socket}`,
    async load(imageId) {
      const image = await new Docker().getImage(imageId).get();
      const told = await docker.loadImage(image);
      await new Promise((resolve, reject) => told.on("end", resolve).on("error", reject).resume());
    },
  };
}

function optionsOf(folder: string, socket: string, remap: boolean): string[] {
  return [
    ...["--config-file", join(folder, "daemon.json"), "--host", `unix://${socket}`],
    ...["--data-root", join(folder, "data"), "--exec-root", join(folder, "exec")],
    ...["--pidfile", join(folder, "pid"), "--bridge=none", "--iptables=false"],
    ...["--ip6tables=false", "--ip-forward=false"],
    ...(remap ? ["--userns-remap=default"] : []),
  ];
}

async function answering(docker: Docker): Promise<void> {
  const until = Date.now() + START_WITHIN_MS;
  for (;;) {
    try {
      await docker.ping();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(250);
    }
  }
}
