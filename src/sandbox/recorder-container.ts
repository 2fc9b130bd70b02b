import type { ContainerSpecification } from "./engine.ts";
import {
  bareContainer,
  environmentOf,
  hardened,
  type RunLabels,
  runLabels,
  SETUP_USER,
  ulimits,
} from "./specification.ts";

const MIB = 1024 * 1024;

/**
 * The capabilities of every container of a run, and why. `docs/sandbox-security.md` shows this
 * table. The recorder has given all of them up before the program of the run begins, and the
 * tracer all but one.
 */
export const CAPABILITIES_OF = {
  job: {},
  witness: {},
  recorder: {
    CHOWN: "gives HOME and its folders to the program, and keeps the decoys in it",
    NET_ADMIN: "makes the device in which every destination but loopback ends",
    SETGID: "becomes a group without rights",
    SETUID: "becomes a user without rights",
  },
  tracer: {
    SETGID: "becomes a group without rights",
    SETUID: "becomes a user of its own",
    SYS_PTRACE: "takes hold of the processes of the run, and keeps this right to the end",
  },
} as const satisfies Record<string, Record<string, string>>;

/**
 * The container that takes whatever a job sends to anything but its own loopback. It joins the
 * job's network, which has no interface, adds one that ends in itself, and gives up its rights.
 * It has no socket there; and the job has neither the right nor the device to do likewise.
 */
export function recorderContainer(
  settings: { recorderImage: string } & RunLabels,
  jobContainerId: string,
): ContainerSpecification {
  const name = `gatehouse-${settings.instance}-recorder`;
  return {
    ...bareContainer(name, settings.recorderImage, SETUP_USER, runLabels(settings)),
    NetworkDisabled: false,
    WorkingDir: "/",
    Env: environmentOf({ PYTHONDONTWRITEBYTECODE: "1" }),
    Cmd: ["python3", "/opt/recorder/recorder.py"],
    HostConfig: {
      ...hardened(128 * MIB, 1, 8),
      NetworkMode: `container:${jobContainerId}`,
      CapAdd: Object.keys(CAPABILITIES_OF.recorder),
      // Its only process is the one that gives up its rights.
      Init: false,
      ShmSize: MIB,
      Ulimits: ulimits(64, MIB),
      VolumesFrom: [`${jobContainerId}:rw`],
      Devices: [
        { PathOnHost: "/dev/net/tun", PathInContainer: "/dev/net/tun", CgroupPermissions: "rw" },
      ],
    },
  };
}
