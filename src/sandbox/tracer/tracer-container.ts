import type { ContainerSpecification } from "../engine.ts";
import { CAPABILITIES_OF } from "../recorder-container.ts";
import seccompProfile from "../seccomp.json" with { type: "json" };
import {
  bareContainer,
  environmentOf,
  hardened,
  type RunLabels,
  runLabels,
  SETUP_USER,
  ulimits,
} from "../specification.ts";

const MIB = 1024 * 1024;

// What the program of a run may not call, and a tracer is made of.
const TRACING = {
  comment: "Follow other processes, and give up rights",
  names: ["capset", "pidfd_getfd", "process_vm_readv", "ptrace"],
  action: "SCMP_ACT_ALLOW",
};

/**
 * The container that follows every process of a job. It shares the job's numbers of processes
 * and nothing else: no file, no network. What it tells goes to its own output, which no process
 * of the job can reach; and its user is another, so that none can signal it.
 */
export function tracerContainer(
  settings: { tracerImage: string } & RunLabels,
  jobContainerId: string,
): ContainerSpecification {
  const name = `gatehouse-${settings.instance}-tracer`;
  const profile = { ...seccompProfile, syscalls: [...seccompProfile.syscalls, TRACING] };
  return {
    ...bareContainer(name, settings.tracerImage, SETUP_USER, runLabels(settings)),
    Hostname: "sandbox",
    WorkingDir: "/",
    Env: environmentOf({ PYTHONDONTWRITEBYTECODE: "1" }),
    Cmd: ["python3", "-Es", "/opt/tracer/tracer.py"],
    HostConfig: {
      ...hardened(192 * MIB, 2, 8),
      PidMode: `container:${jobContainerId}`,
      CapAdd: Object.keys(CAPABILITIES_OF.tracer),
      SecurityOpt: ["no-new-privileges:true", `seccomp=${JSON.stringify(profile)}`],
      // Its only process is the one that gives up its rights.
      Init: false,
      ShmSize: MIB,
      Ulimits: ulimits(64, MIB),
    },
  };
}
