import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineAt, type SecondEngine } from "./second-engine.ts";

const ROOTLESS_USER = "gatehouse-rootless";

/**
 * Starts a Docker Engine as an ordinary user, which is made for it, with namespaces of its own.
 * It has no network of its own and makes no rule of a firewall. Needs root.
 */
export async function startRootlessEngine(): Promise<SecondEngine> {
  installed("/usr/bin/rootlesskit", "rootlesskit");
  installed("/usr/bin/newuidmap", "uidmap");
  const id = userId();
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-rootless-"));
  mkdirSync(join(folder, "run"));
  for (const each of [folder, join(folder, "run")]) chownSync(each, id, id);
  const socket = join(folder, "docker.sock");
  const dockerd = [
    ...["dockerd", "--rootless", "--host", `unix://${socket}`, "--data-root", join(folder, "data")],
    ...["--exec-root", join(folder, "run", "docker"), "--pidfile", join(folder, "pid")],
    ...["--bridge=none", "--iptables=false", "--ip6tables=false", "--ip-forward=false"],
    "--storage-driver=vfs",
  ];
  // Sockets of an engine that runs as root are in the copy of /run, and are not this one's.
  const start = 'rm -rf /run/docker /run/containerd /run/docker.sock; exec "$@"';
  const kit = [
    ...["rootlesskit", `--state-dir=${join(folder, "state")}`, "--net=host", "--copy-up=/etc"],
    ...["--copy-up=/run", "--propagation=rslave", "sh", "-c", start, "rootless", ...dockerd],
  ];
  const words = ["--user", ROOTLESS_USER, "--", "env", `XDG_RUNTIME_DIR=${join(folder, "run")}`];
  return started(folder, socket, ["runuser", ...words, `HOME=${folder}`, ...kit], {});
}

/** Starts Podman's service with folders of its own, as root. */
export async function startPodman(): Promise<SecondEngine> {
  installed("/usr/bin/podman", "podman");
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-podman-"));
  chmodSync(folder, 0o700);
  const settings = join(folder, "containers.conf");
  writeFileSync(settings, '[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n');
  const socket = join(folder, "podman.sock");
  const folders = ["--root", join(folder, "root"), "--runroot", join(folder, "run")];
  const service = ["system", "service", "--time=0", `unix://${socket}`];
  const words = ["podman", ...folders, "--storage-driver", "vfs", ...service];
  return started(folder, socket, words, { CONTAINERS_CONF: settings });
}

async function started(
  folder: string,
  socket: string,
  [program = "", ...words]: readonly string[],
  environment: Record<string, string>,
): Promise<SecondEngine> {
  const log = openSync(join(folder, "log"), "w");
  const child = spawn(program, words, {
    stdio: ["ignore", log, log],
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const engine = await engineAt(socket);
  return {
    ...engine,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function installed(program: string, name: string): void {
  if (existsSync(program)) return;
  execFileSync("apt-get", ["-qq", "-y", "--no-install-recommends", "install", name]);
}

/** The number of the user, who has ranges of ids below it as every ordinary one. */
function userId(): number {
  const ask = () => Number(execFileSync("id", ["-u", ROOTLESS_USER], { encoding: "utf8" }));
  try {
    return ask();
  } catch {
    // There is no such user yet.
    execFileSync("useradd", ["--no-create-home", "--shell", "/usr/sbin/nologin", ROOTLESS_USER]);
    return ask();
  }
}
