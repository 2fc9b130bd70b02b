import type { Place } from "../model/runtime.ts";
import type { SandboxLimits } from "../model/sandbox-request.ts";
import type { ContainerSpecification, HostConfiguration, VolumeMount } from "./engine.ts";
import { jobCommand } from "./job-command.ts";
import { SHARED_MEMORY_BYTES } from "./limits.ts";
import { type PackagesDisk, packagesDisks } from "./packages.ts";
import seccompProfile from "./seccomp.json" with { type: "json" };

/** Labels of every container and volume of a sandbox run. */
export const RUN_LABEL = "gatehouse.run";
export const INSTANCE_LABEL = "gatehouse.instance";
export const DEADLINE_LABEL = "gatehouse.deadline";
export const SUPERVISOR_LABEL = "gatehouse.supervisor";

/** Who the sandboxed program is, in every image. */
export const SANDBOX_USER = 10_001;
/** Who our own process beside it is: another user, so that neither can touch the other. */
export const WITNESS_USER = 10_002;

/** Who the recorder is until it has made its device and given up its rights. */
export const SETUP_USER = 0;

/** Where the three file systems of a run are. */
export const DISKS = ["/workspace", "/tmp", "/home/sandbox"] as const;

/** What a container of one run is made from. */
export interface JobSettings {
  runId: string;
  /** Tells attempts at the same run apart. */
  instance: string;
  /** The id of an image that passed its self-test: `sha256:…`, never a name. */
  image: string;
  command: readonly string[];
  /** Report files that are written to the output after the command's end. */
  reportFiles: readonly string[];
  environment: Readonly<Record<string, string>>;
  limits: SandboxLimits;
  /** Printed by our own first process once the source is unpacked; unguessable before that. */
  marker: string;
  /** Whether a recorder takes whatever is sent, and makes HOME. */
  recorded: boolean;
  /** Whether a tracer has hold of all of its processes. */
  traced?: boolean;
  /** Seconds since the epoch after which anybody may remove the container. */
  deadline: number;
  supervisor: string;
  place: Place;
  /** Packages in front of the source, and the disk that they get. */
  packages?: PackagesDisk | undefined;
}

const MIB = 1024 * 1024;

/** The container that runs the code of a pull request: the strict profile, as plain data. */
export function jobContainer(settings: JobSettings): ContainerSpecification {
  const { limits, place } = settings;
  const labels = runLabels(settings);
  const isGvisor = place.runtime === "runsc";
  const diskOf = (target: string, bytes: number, inodes: number, owner = SANDBOX_USER) =>
    disk(target, { bytes, inodes, owner, idOffset: place.idOffset }, labels);
  return {
    ...bareContainer(`gatehouse-${settings.instance}`, settings.image, SANDBOX_USER, labels),
    ...(settings.recorded && { NetworkDisabled: false }),
    Hostname: "sandbox",
    WorkingDir: "/workspace",
    Env: environmentOf(settings.environment),
    Cmd: jobCommand(settings),
    HostConfig: {
      ...hardened(
        limits.memoryBytes,
        limits.cpus,
        isGvisor ? gvisorPids(limits.pids) : limits.pids,
      ),
      ...(isGvisor && { Runtime: "runsc" as const }),
      ShmSize: SHARED_MEMORY_BYTES,
      Ulimits: ulimits(limits.openFiles, largestDisk(limits)),
      Mounts: [
        diskOf("/workspace", limits.workspaceBytes, limits.workspaceInodes),
        diskOf("/tmp", limits.tmpBytes, inodesFor(limits.tmpBytes)),
        settings.recorded
          ? diskOf("/home", limits.homeBytes, inodesFor(limits.homeBytes), SETUP_USER)
          : diskOf("/home/sandbox", limits.homeBytes, inodesFor(limits.homeBytes)),
        ...packagesDisks(settings.packages).map(([at, bytes, inodes]) => diskOf(at, bytes, inodes)),
      ],
      ...(settings.recorded && RECORDED_NETWORK),
    },
  };
}

// Still no interface but loopback until the recorder adds its own. Any address would do for the
// name server: there is nobody but the recorder. Engines turn IPv6 off where they have no network.
const RECORDED_NETWORK = {
  Dns: ["198.18.0.1"],
  Sysctls: { "net.ipv6.conf.all.disable_ipv6": "0", "net.ipv6.conf.default.disable_ipv6": "0" },
};

// For each line that it is sent: that line, then one of numbers for each disk.
const TELL_DISKS = `while read -r n; do printf '%s\\n' "$n"; stat -f -c '%b %f %c %d' ${DISKS.join(" ")}; done`;

/**
 * The container that sees the file systems of a job from outside, by the numbers that the
 * kernel has of them. It cannot read the files, and no process of the job can reach it.
 */
export function witnessContainer(
  settings: Pick<JobSettings, "image" | keyof RunLabels>,
  jobContainerId: string,
): ContainerSpecification {
  const labels = runLabels(settings);
  return {
    ...bareContainer(
      `gatehouse-${settings.instance}-witness`,
      settings.image,
      WITNESS_USER,
      labels,
    ),
    Hostname: "sandbox",
    WorkingDir: "/",
    Env: environmentOf({}),
    Cmd: ["/bin/sh", "-c", TELL_DISKS],
    HostConfig: {
      ...hardened(32 * MIB, 0.5, 16),
      ShmSize: MIB,
      Ulimits: ulimits(64, MIB),
      VolumesFrom: [`${jobContainerId}:ro`],
    },
  };
}

/** The part of a container that all of a run share. */
export function bareContainer(
  name: string,
  image: string,
  user: number,
  labels: Record<string, string>,
): Omit<ContainerSpecification, "Cmd" | "Env" | "HostConfig" | "WorkingDir"> {
  return {
    name,
    Image: image,
    User: `${user}:${user}`,
    Entrypoint: [],
    Labels: labels,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: true,
    StdinOnce: true,
    Tty: false,
    NetworkDisabled: true,
    StopTimeout: 1,
  };
}

/** The part of a container's bounds that all of a run share: nothing is allowed. */
export function hardened(
  memory: number,
  cpus: number,
  pids: number,
): Omit<HostConfiguration, "ShmSize" | "Ulimits"> {
  return {
    NetworkMode: "none",
    ReadonlyRootfs: true,
    Privileged: false,
    CapAdd: [],
    CapDrop: ["ALL"],
    // The engine's built-in profile depends on its age, so ours goes along as text.
    SecurityOpt: ["no-new-privileges:true", `seccomp=${JSON.stringify(seccompProfile)}`],
    PidsLimit: pids,
    Memory: memory,
    MemorySwap: memory,
    NanoCpus: Math.round(cpus * 1e9),
    // When the host itself runs out of memory, a sandbox goes first.
    OomScoreAdj: 500,
    // With "none" there would be no /dev/shm, which Python's multiprocessing needs.
    IpcMode: "private",
    CgroupnsMode: "private",
    Init: true,
    MaskedPaths: MASKED_PATHS,
    ReadonlyPaths: ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"],
    Mounts: [],
    VolumesFrom: [],
    LogConfig: { Type: "none", Config: {} },
    RestartPolicy: { Name: "no" },
    AutoRemove: false,
  };
}

// Docker's own list, which giving one replaces, and what still told about the host.
const MASKED_PATHS = [
  "/proc/acpi",
  "/proc/asound",
  "/proc/config.gz",
  "/proc/interrupts",
  "/proc/kallsyms",
  "/proc/kcore",
  "/proc/keys",
  "/proc/latency_stats",
  "/proc/modules",
  "/proc/sched_debug",
  "/proc/scsi",
  "/proc/timer_list",
  "/proc/timer_stats",
  "/sys/devices/virtual/powercap",
  "/sys/firmware",
];

/** Limits of one process. */
export function ulimits(openFiles: number, fileBytes: number): HostConfiguration["Ulimits"] {
  return [
    { Name: "nofile", Soft: openFiles, Hard: openFiles },
    // More than the disk holds: reaching this limit kills the writer (SIGXFSZ), where a full
    // disk gives it an error.
    { Name: "fsize", Soft: fileBytes + MIB, Hard: fileBytes + MIB },
    { Name: "core", Soft: 0, Hard: 0 },
  ];
}

function disk(
  target: string,
  of: { bytes: number; inodes: number; owner: number; idOffset: number },
  labels: Record<string, string>,
): VolumeMount {
  // The engine mounts it before the container is there, so ids are the host's.
  const id = of.owner + of.idOffset;
  const options = [
    `size=${of.bytes}`,
    `nr_inodes=${of.inodes}`,
    `mode=${of.owner === SANDBOX_USER ? "0700" : "0755"}`,
    `uid=${id}`,
    `gid=${id}`,
    "nosuid",
    "nodev",
  ];
  return {
    Type: "volume",
    Target: target,
    ReadOnly: false,
    VolumeOptions: {
      NoCopy: true,
      Labels: labels,
      DriverConfig: {
        Name: "local",
        Options: { type: "tmpfs", device: "tmpfs", o: options.join(",") },
      },
    },
  };
}

/** gVisor's own threads count too, and it does not survive the limit: this protects the host. */
function gvisorPids(pids: number): number {
  return 1024 + 8 * pids;
}

function largestDisk(limits: SandboxLimits): number {
  return Math.max(limits.workspaceBytes, limits.tmpBytes, limits.homeBytes);
}

/** One inode for each 8 KiB: caches in HOME and /tmp hold many small files. */
function inodesFor(bytes: number): number {
  return Math.max(1024, Math.floor(bytes / 8192));
}

/** The environment of every container, with more of one's own. */
export function environmentOf(own: Readonly<Record<string, string>>): string[] {
  const environment = {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    HOME: "/home/sandbox",
    TMPDIR: "/tmp",
    LANG: "C.UTF-8",
    CI: "true",
    NO_COLOR: "1",
    ...own,
  };
  return Object.entries(environment).map(([name, value]) => `${name}=${value}`);
}

/** What the labels of a run's containers are made from. */
export type RunLabels = Pick<JobSettings, "runId" | "instance" | "deadline" | "supervisor">;

/** The labels that a sweep finds a run's containers and volumes by. */
export function runLabels(settings: RunLabels): Record<string, string> {
  return {
    [RUN_LABEL]: settings.runId,
    [INSTANCE_LABEL]: settings.instance,
    [DEADLINE_LABEL]: String(settings.deadline),
    [SUPERVISOR_LABEL]: settings.supervisor,
  };
}
