import type { Runtime } from "../model/runtime.ts";

/** One limit or wall that `walls.pl` tried, with what its lines must say. */
interface Wall {
  id: string;
  holds: string;
  /** Said of gVisor, which has no such wall. */
  absentInGvisor?: string;
  /** What gVisor says where it holds the wall, and says it in another way. */
  inGvisor?: Readonly<Record<string, RegExp>>;
  expected: Readonly<Record<string, RegExp | ((value: number) => boolean)>>;
}

const NO_CAPABILITY = /^0+$/;
const DENIED = /^E1$/;
const READ_ONLY = /^E30$/;

/** What the small limits of a proof allow. */
interface Bounds {
  cpus: number;
  homeBytes: number;
  pids: number;
  openFiles: number;
}

/** What is expected of the lines of `images/base/self-test/walls.pl` about walls. */
const WALLS: readonly Wall[] = [
  {
    id: "sandbox/wall-capabilities",
    holds: "The program has no capability and cannot gain one.",
    expected: {
      "status-CapInh": NO_CAPABILITY,
      "status-CapPrm": NO_CAPABILITY,
      "status-CapEff": NO_CAPABILITY,
      "status-CapBnd": NO_CAPABILITY,
      "status-CapAmb": NO_CAPABILITY,
      "status-NoNewPrivs": /^1$/,
      user: /^10001:10001:10001(,10001)*$/,
    },
    // It tells neither; no setuid file is in an image.
    inGvisor: { "status-CapAmb": /^0*$/, "status-NoNewPrivs": /^1?$/ },
  },
  {
    id: "sandbox/wall-network",
    holds: "There is no network but loopback.",
    expected: {
      // Devices that the kernel puts into every network namespace, all of them down.
      interfaces: /^lo(,(tunl0|gre0|gretap0|erspan0|ip_vti0|ip6_vti0|sit0|ip6tnl0|ip6gre0))*$/,
      routes: /^0$/,
      "socket-raw": DENIED,
      "socket-packet": DENIED,
      "socket-vsock": DENIED,
      "socket-alg": DENIED,
      "socket-inet": /^done$/,
      "socket-unix": /^done$/,
    },
    inGvisor: { "socket-vsock": /^E97$/, "socket-alg": /^E97$/ },
  },
  {
    id: "sandbox/wall-read-only",
    holds: "The system of the image cannot be written to.",
    expected: {
      "write-/": READ_ONLY,
      "write-/etc": READ_ONLY,
      "write-/usr/bin": READ_ONLY,
      "write-core-pattern": /^E(13|30)$/,
    },
    inGvisor: {
      "write-/": /^E13$/,
      "write-/etc": /^E13$/,
      "write-/usr/bin": /^E13$/,
      "write-core-pattern": /^E(2|13)$/,
    },
  },
  {
    id: "sandbox/wall-system-calls",
    holds: "The pinned list of system calls is in force.",
    absentInGvisor: "gVisor answers system calls itself; the list is not applied.",
    expected: {
      "status-Seccomp": /^2$/,
      "call-add_key": DENIED,
      "call-bpf": DENIED,
      "call-io_uring_setup": DENIED,
      "call-keyctl": DENIED,
      "call-mount": DENIED,
      "call-open_by_handle_at": DENIED,
      "call-perf_event_open": DENIED,
      "call-process_vm_readv": DENIED,
      "call-ptrace": DENIED,
      "call-unshare": DENIED,
      "call-userfaultfd": DENIED,
    },
  },
  {
    id: "sandbox/wall-kernel-facts",
    holds: "The kernel's configuration cannot be read.",
    expected: { "kernel-configuration": /^0$/ },
  },
];

/** What is expected of its lines about limits: reached, and not passed. */
function limitsOf(bounds: Bounds): Wall[] {
  const upTo = (most: number) => (value: number) => value > most / 4 && value <= most;
  return [
    {
      id: "sandbox/limit-disk",
      holds: "A file system ends at its size.",
      expected: { "limit-bytes": upTo(bounds.homeBytes) },
    },
    {
      id: "sandbox/limit-files",
      holds: "A file system ends at its number of files.",
      expected: { "limit-inodes": upTo(Math.max(1024, bounds.homeBytes / 8192)) },
    },
    {
      id: "sandbox/limit-open-files",
      holds: "A process cannot open more files than its limit.",
      expected: { "limit-open-files": upTo(bounds.openFiles) },
    },
    {
      id: "sandbox/limit-processes",
      holds: "A run cannot have more processes than its limit.",
      absentInGvisor:
        "gVisor does not count the processes of a run: too many end by memory or time.",
      expected: { "limit-pids": upTo(bounds.pids) },
    },
    {
      id: "sandbox/limit-cpus",
      holds: "A run does not get more processor time than its limit.",
      absentInGvisor: "gVisor does not tell its share of processors; the engine was given it.",
      expected: { "limit-cpus": (value) => value > 0 && value <= bounds.cpus },
    },
  ];
}

/** The limits that the end of a run of its own proves. */
const ENDS = {
  "sandbox/limit-memory": "A run that needs more memory than its limit ends.",
  "sandbox/limit-time": "A run ends when its time is over.",
  "sandbox/limit-output": "A run that writes more than its limit ends.",
  "sandbox/limit-file-size": "A file ends at the size that a file may have.",
} as const;

/** Every limit and wall that is tried, by the id of its check, in a sentence of what holds. */
export const TRIED: ReadonlyMap<string, string> = new Map([
  ...[...WALLS, ...limitsOf({ cpus: 0, homeBytes: 0, pids: 0, openFiles: 0 })].map(
    ({ id, holds }): [string, string] => [id, holds],
  ),
  ...Object.entries(ENDS),
]);

/** Reads the lines of a proof, "name value" each. */
export function toldLines(output: string): Map<string, string> {
  const told = new Map<string, string>();
  for (const line of output.split("\n")) {
    const space = line.indexOf(" ");
    if (space > 0) told.set(line.slice(0, space), line.slice(space + 1));
  }
  return told;
}

/** Judges what `walls.pl` said of every limit and wall; a line that is missing is a failure. */
export function judgeWalls(
  output: string,
  bounds: Bounds,
  runtime: Runtime = "runc",
): { id: string; ok: boolean; absent?: true; why: string }[] {
  const told = toldLines(output);
  const isGvisor = runtime === "runsc";
  return [...WALLS, ...limitsOf(bounds)].map((wall) => {
    const { id, holds, absentInGvisor } = wall;
    if (isGvisor && absentInGvisor !== undefined) {
      return { id, ok: true, absent: true, why: absentInGvisor };
    }
    const expected = { ...wall.expected, ...(isGvisor && wall.inGvisor) };
    const gaps = Object.entries(expected).filter(
      ([name, wanted]) => !isAsExpected(told.get(name), wanted),
    );
    if (gaps.length === 0) return { id, ok: true, why: holds };
    const seen = gaps.map(([name]) => `${name} is ${told.get(name) ?? "missing"}`).join(", ");
    return { id, ok: false, why: `This does not hold here: ${holds} (${seen})` };
  });
}

function isAsExpected(
  value: string | undefined,
  wanted: RegExp | ((value: number) => boolean),
): boolean {
  if (value === undefined) return false;
  return wanted instanceof RegExp ? wanted.test(value) : wanted(Number(value));
}
