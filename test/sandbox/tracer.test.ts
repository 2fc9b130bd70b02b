import { describe, expect, it } from "vitest";
import { SandboxRun } from "../../src/model/sandbox-run.ts";
import type { Trace, TraceEvent } from "../../src/model/trace.ts";
import { showsMaliceChain } from "../../src/report/conclusion.ts";
import { behavioursOf } from "../../src/sandbox/behaviours.ts";
import type { Recording } from "../../src/sandbox/recorder.ts";
import { programsOf } from "../../src/sandbox/tracer/programs.ts";
import { tracerContainer } from "../../src/sandbox/tracer/tracer-container.ts";
import { whyNoTracer } from "../../src/sandbox/watcher-readiness.ts";
import { SENT } from "./sent-sample.ts";

const READ = { path: ".aws/credentials", at: 1000 };

// npm (7) starts node (8), which starts cat (9) and curl (10); sleep (11) is npm's.
const NODES = [
  { node: 1, parent: 0, pid: 7, command: "npm test" },
  { node: 2, parent: 1, pid: 8, command: "node a.js" },
  { node: 3, parent: 2, pid: 9, command: "cat secret" },
  { node: 4, parent: 2, pid: 10, command: "curl x" },
  { node: 5, parent: 1, pid: 11, command: "sleep 1" },
];

function event(kind: TraceEvent["event"], node: number, target: string, error = 0): TraceEvent {
  return { event: kind, node, target, error, at: 1500 };
}

function traceOf(events: TraceEvent[], over: Partial<Trace> = {}): Trace {
  return { nodes: NODES, events, started: 5, lost: 0, complete: true, sound: true, ...over };
}

function seen(recording: Partial<Recording>, trace: Trace | null, stopped = false) {
  const nothing = { dropped: 0, evicted: 0, more: 0 };
  const whole = { reads: [], sent: [], lost: nothing, interfaces: [], ...recording };
  const behaviours = behavioursOf({ recording: whole, printed: [] }, { trace, stopped });
  return SandboxRun.shape.behaviours.parse(behaviours);
}

const isChain = (behaviours: SandboxRun["behaviours"]) =>
  showsMaliceChain({ behaviours } as SandboxRun); // only behaviours decide about a chain

describe("a chain whose processes are known", () => {
  it.each<[string, number, number, string]>([
    ["the same process", 3, 3, "cat secret (process 9), first reading, then sending"],
    [
      "what the reader started",
      2,
      4,
      "node a.js (process 8), reading, and what it started, curl x (process 10), sending",
    ],
    [
      "what started the reader",
      3,
      1,
      "cat secret (process 9), reading, and what started it, npm test (process 7), sending",
    ],
    [
      "a sibling",
      3,
      4,
      "cat secret (process 9), reading, and curl x (process 10), sending, both started by node a.js (process 8)",
    ],
  ])("is told by %s", (_, reader, sender, words) => {
    const trace = traceOf([
      event("decoy", reader, "~/.aws/credentials"),
      event("connect", sender, "203.0.113.7 443"),
    ]);
    const behaviours = seen({ reads: [READ], sent: [SENT] }, trace);
    expect(isChain(behaviours)).toBe(true);
    expect(behaviours.map(({ capability, process }) => [capability, process])).toEqual([
      ["read.credential", words],
      ["network.send", words],
    ]);
  });

  it("is told by the nearest of many", () => {
    const trace = traceOf([
      event("decoy", 5, "~/.aws/credentials"),
      event("decoy", 3, "~/.aws/credentials"),
      event("connect", 3, "203.0.113.7 443"),
    ]);
    const [read] = seen({ reads: [READ], sent: [SENT] }, trace);
    expect(read?.process).toBe("cat secret (process 9), first reading, then sending");
  });

  it("stays one where the tracer saw neither, and that the witnesses disagree is told", () => {
    const behaviours = seen({ reads: [READ], sent: [SENT] }, traceOf([]));
    expect(isChain(behaviours)).toBe(true);
    expect(behaviours.map(({ target }) => target)).toEqual([
      "the witnesses disagree: ~/.aws/credentials was read, and no process was seen opening it",
      "the witnesses disagree: 203.0.113.7 port 443 was reached, and no process was seen trying",
      "~/.aws/credentials",
      "203.0.113.7:443 (TCP)",
    ]);
  });

  it("stays one among more destinations and processes than are told apart", () => {
    const nodes = Array.from({ length: 300 }, (_, at) => ({
      ...NODES[0],
      node: at + 1,
      parent: 0,
      pid: at + 1,
      command: "x",
    }));
    const sent = nodes.map(({ pid }) => ({ ...SENT, address: `203.0.113.${pid}` }));
    const events = nodes.flatMap(({ node, pid }) => [
      event("decoy", node, "~/.aws/credentials"),
      event("connect", node, `203.0.113.${pid} 443`),
    ]);
    const behaviours = seen({ reads: [READ], sent }, traceOf(events, { nodes }));
    expect(isChain(behaviours)).toBe(true);
  });

  it("is none where npm reads its own file and sends something", () => {
    const trace = traceOf([event("decoy", 1, "~/.npmrc"), event("connect", 1, "203.0.113.7 443")]);
    const behaviours = seen({ reads: [{ path: ".npmrc", at: 1 }], sent: [SENT] }, trace);
    expect(isChain(behaviours)).toBe(false);
    expect(behaviours.map(({ process }) => process)).toEqual([
      "npm test (process 7), as tools do by themselves",
      "npm test (process 7)",
    ]);
  });
});

describe("what only a tracer sees", () => {
  it.each<[TraceEvent, string, string]>([
    [event("startup", 2, "/home/sandbox/.bashrc"), "write.startup", "/home/sandbox/.bashrc"],
    [
      event("write", 2, "/etc/cron.d/", 30),
      "write.startup",
      "/etc/cron.d/, outside of the workspace (denied)",
    ],
    [
      event("write", 2, "/usr/bin/", 13),
      "write.file",
      "/usr/bin/, outside of the workspace (denied)",
    ],
    [
      event("inside", 2, "/proc/7/environ"),
      "read.environment",
      "/proc/7/environ, of another process",
    ],
    [
      event("inside", 2, "/proc/7/mem", 13),
      "read.host",
      "/proc/7/mem, of another process (denied)",
    ],
    [event("socket", 2, "/run/docker.sock"), "disable.protection", "the socket /run/docker.sock"],
    [event("tracer", 2, "a signal"), "disable.protection", "the tracer: a signal"],
  ])("is told: %j", (one, capability, target) => {
    expect(seen({}, traceOf([one]))).toMatchObject([
      { capability, target, process: "node a.js (process 8)", announcedBy: null },
    ]);
  });

  it.each<[string, Trace | null, boolean, string[]]>([
    ["it could not be read", null, false, ["the tracer: what it told could not be read"]],
    [
      "it lost something",
      traceOf([], { lost: 3 }),
      false,
      ["the tracer: it was overloaded, with 3 processes and calls more than it could take in"],
    ],
    [
      "a line is not its own",
      traceOf([], { sound: false }),
      false,
      ["the tracer: what it told is not all its own"],
    ],
    [
      "it ended first",
      traceOf([], { complete: false }),
      false,
      ["the tracer: it ended before the run did"],
    ],
    ["the run was stopped", traceOf([], { complete: false }), true, []],
    ["all is well", traceOf([]), false, []],
  ])("is not all there is when %s", (_, trace, stopped, told) => {
    expect(seen({}, trace, stopped).map(({ target }) => target)).toEqual(told);
  });

  it("is told up to a number, whatever floods it", () => {
    const events = Array.from({ length: 4000 }, (_, at) => event("write", 2, `/x/${at}/`, 30));
    expect(seen({}, traceOf(events)).length).toBeLessThanOrEqual(200);
  });
});

describe("a traced run without a recorder", () => {
  it("tells who tried to reach what, and no recorder that was lost", () => {
    const events = [
      event("connect", 2, "169.254.169.254 80"),
      event("connect", 4, "2001:db8::1 443"),
    ];
    const traced = { trace: traceOf(events), stopped: false };
    expect(behavioursOf({ recording: undefined, printed: [] }, traced)).toMatchObject([
      {
        capability: "read.metadata",
        target: "169.254.169.254:80",
        process: "node a.js (process 8)",
      },
      { capability: "network.send", target: "[2001:db8::1]:443", process: "curl x (process 10)" },
    ]);
  });
});

describe("the programs of a run", () => {
  it("are those that did something, what started them, and the first others", () => {
    const many = Array.from({ length: 500 }, (_, at) => ({
      node: at + 6,
      parent: 1,
      pid: at + 20,
      command: "x",
    }));
    const last = { node: 600, parent: 505, pid: 700, command: "cat" };
    const trace = traceOf([event("inside", 600, "/proc/1/environ")], {
      nodes: [...NODES, ...many, last],
    });
    const shown = programsOf(trace)?.shown ?? [];
    expect(shown).toHaveLength(100);
    expect(shown.at(-1)).toEqual(last);
    const ids = new Set(shown.map(({ node }) => node));
    expect(shown.filter(({ parent }) => parent !== 0 && !ids.has(parent))).toEqual([]);
  });

  it("are told without the copies that became them", () => {
    const copy = { node: 6, parent: 2, pid: 30, command: "node a.js" };
    const program = { node: 7, parent: 6, pid: 30, command: "git status" };
    const told = programsOf(traceOf([], { nodes: [...NODES, copy, program] }))?.shown;
    expect(told?.at(-1)).toEqual({ ...program, parent: 2 });
    expect(told).toHaveLength(6);
  });
});

describe("the container of the tracer", () => {
  const labels = { runId: "r", instance: "r-1", deadline: 1, supervisor: "s" };
  const container = tracerContainer({ ...labels, tracerImage: "sha256:1" }, "job");

  it("shares the numbers of processes with the job, and nothing else", () => {
    expect(container.HostConfig).toMatchObject({
      ...{ PidMode: "container:job", NetworkMode: "none", VolumesFrom: [], Mounts: [] },
      ...{ ReadonlyRootfs: true, Privileged: false, CapDrop: ["ALL"] },
    });
    expect(container.HostConfig).not.toHaveProperty("Devices");
  });
});

describe("when there is a tracer", () => {
  it.each([
    ["remapped", 100_000, true],
    ["remapped", 0, false],
    ["always", 0, true],
    ["never", 100_000, false],
  ] as const)("%s, with ids moved by %i: %s", (use, offset, there) => {
    expect(whyNoTracer(use, offset) === null).toBe(there);
  });
});
