import type { Readable, Writable } from "node:stream";
import type { Component } from "./known-flaws.ts";

/**
 * What the sandbox needs of a container engine, and nothing more. Every method throws a
 * `Fault` when the engine does not answer or refuses; none waits for ever, except where its
 * sentence says so.
 */
export interface ContainerEngine {
  describe(): Promise<EngineDescription>;
  hasImage(imageId: string): Promise<boolean>;
  /** Makes an image of one layer from a tar of a root file system; answers its id. */
  importImage(rootfs: Readable, name: string): Promise<string>;
  removeImage(name: string): Promise<void>;

  create(specification: ContainerSpecification): Promise<string>;
  /**
   * Attaches before the start. `hear` is called for every piece of output and must not wait:
   * a reader that stops blocks the program. The engine listens to a container before it passes
   * on what is written to its input, so what speaks only when spoken to is heard from its first
   * byte.
   */
  attach(containerId: string, hear: (piece: Uint8Array) => void): Promise<Attachment>;
  start(containerId: string): Promise<void>;
  /** Waits, as long as it takes, for the end of a container that was started before. */
  exit(containerId: string): Promise<number>;
  state(containerId: string): Promise<ContainerState>;
  /** Tells about resources about once a second, until `stop` is called or the container ends. */
  watch(containerId: string, tell: (sample: EngineSample) => void): Promise<{ stop(): void }>;
  /** Ends all processes of the container at once; a container that ended already is no fault. */
  kill(containerId: string): Promise<void>;
  /**
   * Removes container and anonymous volumes, running or not, and answers when they are gone. One
   * that is gone already, or that somebody else is removing, is no fault.
   */
  remove(containerId: string): Promise<void>;
  /** All containers, running or not, that carry the label. */
  labelled(label: string): Promise<LabelledContainer[]>;
  /** Removes volumes that carry the label and that no container uses, one asker at a time. */
  pruneVolumes(label: string): Promise<void>;
}

/**
 * How output ended: `lost` when the connection broke or ended amid a frame, so that bytes which
 * the container wrote may be missing.
 */
export type OutputEnd = "whole" | "lost";

/** The two ends of an attached container. */
export interface Attachment {
  input: Writable;
  /** Settles when no more output can come. */
  ended: Promise<OutputEnd>;
  close(): void;
}

/** Whose engine it is, behind the one API. */
export type EngineKind = "docker" | "podman";

/** Which engine it is. `id` changes when the engine or the machine below it does. */
export interface EngineDescription {
  id: string;
  /** Versions in words, for reports: "Docker 20.10.24, runc 1.1.5, Linux 6.1". */
  versions: string;
  kind: EngineKind;
  /** Whether it runs as an ordinary user of its host. */
  rootless: boolean;
  /** What starts containers where nothing else is asked for; null where the engine is silent. */
  runc: Component | null;
  cpus: number;
  architecture: string;
  /** The names of the runtimes that it has. */
  runtimes: readonly string[];
  /** What it adds to ids of users, see `Place`. */
  idOffset: number;
}

/** How a container is doing, by the engine's own word. */
export interface ContainerState {
  running: boolean;
  exitCode: number;
  oomKilled: boolean;
  /** A process of it by the number that the engine's host has for it; 0 when there is none. */
  pid: number;
}

/** One reading of the engine's counters; totals since the start where they can be totals. */
export interface EngineSample {
  cpuNanoseconds: number;
  memoryBytes: number;
  /** The kernel's own high-water mark; null where the engine does not tell it (cgroup v2). */
  memoryPeakBytes: number | null;
  pids: number;
  /** The kernel's own high-water mark, where it has one. */
  pidsPeak: number | null;
  readBytes: number;
  writtenBytes: number;
}

/** A container found by a label. */
export interface LabelledContainer {
  id: string;
  labels: Readonly<Record<string, string>>;
}

/**
 * A container as plain data, in the words of the Engine API
 * (https://docs.docker.com/reference/api/engine/version/v1.41/#operation/ContainerCreate).
 */
export interface ContainerSpecification {
  name: string;
  Image: string;
  User: string;
  /** Not for a container that has the network of another, whose name it shares. */
  Hostname?: string;
  WorkingDir: string;
  Env: string[];
  Entrypoint: string[];
  Cmd: string[];
  Labels: Record<string, string>;
  AttachStdin: boolean;
  AttachStdout: boolean;
  AttachStderr: boolean;
  OpenStdin: boolean;
  StdinOnce: boolean;
  Tty: boolean;
  NetworkDisabled: boolean;
  StopTimeout: number;
  HostConfig: HostConfiguration;
}

/** The part of a container that binds it to its host. */
export interface HostConfiguration {
  /** The engine's own where it is not set. */
  Runtime?: "runsc";
  /** No network, or that of one other container of the same run. */
  NetworkMode: "none" | `container:${string}`;
  /** The numbers of processes of one other container of the same run. */
  PidMode?: `container:${string}`;
  ReadonlyRootfs: true;
  Privileged: false;
  CapAdd: string[];
  CapDrop: string[];
  SecurityOpt: string[];
  PidsLimit: number;
  Memory: number;
  MemorySwap: number;
  MemorySwappiness?: number;
  NanoCpus: number;
  OomScoreAdj: number;
  Ulimits: { Name: string; Soft: number; Hard: number }[];
  IpcMode: "private";
  ShmSize: number;
  CgroupnsMode: "private";
  Init: boolean;
  MaskedPaths: string[];
  ReadonlyPaths: string[];
  Mounts: VolumeMount[];
  VolumesFrom: string[];
  LogConfig: { Type: "none"; Config: Record<string, never> };
  RestartPolicy: { Name: "no" };
  AutoRemove: false;
  Devices?: { PathOnHost: string; PathInContainer: string; CgroupPermissions: string }[];
  Dns?: string[];
  Sysctls?: Record<string, string>;
}

/** A file system in memory that lives as long as the containers that have it. */
export interface VolumeMount {
  Type: "volume";
  Target: string;
  ReadOnly: boolean;
  VolumeOptions: {
    NoCopy: true;
    Labels: Record<string, string>;
    DriverConfig: { Name: "local"; Options: Record<string, string> };
  };
}
