import { describe, expect, it } from "vitest";
import { readDiskUse } from "../../src/sandbox/disks.ts";
import { readEngineSample } from "../../src/sandbox/engine-sample.ts";
import { findHostCounters } from "../../src/sandbox/host-counters.ts";
import { createResourceRecord } from "../../src/sandbox/resources.ts";
import { isOrphan } from "../../src/sandbox/sweep.ts";
import {
  holdRun,
  isSupervisorGone,
  supervisorIdentity,
} from "../../src/sandbox/supervisor-identity.ts";
import { judgeWalls } from "../../src/sandbox/walls.ts";

describe("a reading of the engine", () => {
  it("is read on both versions of control groups", () => {
    const line = JSON.stringify({
      cpu_stats: { cpu_usage: { total_usage: 5_000_000 } },
      memory_stats: { usage: 100, max_usage: 300 },
      pids_stats: { current: 4 },
      blkio_stats: {
        io_service_bytes_recursive: [
          { op: "Read", value: 7 },
          { op: "write", value: 9 },
        ],
      },
    });
    expect(readEngineSample(line)).toEqual({
      cpuNanoseconds: 5_000_000,
      memoryBytes: 100,
      memoryPeakBytes: 300,
      pids: 4,
      pidsPeak: null,
      readBytes: 7,
      writtenBytes: 9,
    });
    expect(readEngineSample(line.replace(',"max_usage":300', ""))?.memoryPeakBytes).toBeNull();
  });

  it.each(["", "{", "{}", '{"memory_stats":{}}', '{"cpu_stats":null}'])("is none in %j", (line) => {
    expect(readEngineSample(line)).toBeNull();
  });
});

describe("the host's counters", () => {
  it("are not taken from a process that is not of the container", () => {
    expect(findHostCounters(process.pid, "a".repeat(64))).toBeNull();
    expect(findHostCounters(0, "a".repeat(64))).toBeNull();
    expect(findHostCounters(2 ** 30, "a".repeat(64))).toBeNull();
  });
});

describe("the record of resources", () => {
  const sample = {
    ...{ cpuNanoseconds: 0, memoryBytes: 5, memoryPeakBytes: null, pids: 1, pidsPeak: null },
    ...{ readBytes: 0, writtenBytes: 0 },
  };

  it("keeps the highest of all readings and of the kernel's own marks", () => {
    const record = createResourceRecord();
    record.tell(0, { ...sample, memoryPeakBytes: 50, pids: 9 });
    record.tell(10, { ...sample, memoryBytes: 20, pidsPeak: 30, cpuNanoseconds: 2_000_000 });
    expect(record.resources(12.4)).toMatchObject({
      wallMs: 12,
      cpuMs: 2,
      peakBytes: 50,
      peakPids: 30,
    });
  });

  it("never holds more readings than the model allows, first and last stretch alike", () => {
    const record = createResourceRecord();
    for (let at = 0; at < 50_000; at += 1) record.tell(at, sample);
    const { series } = record.resources(50_000);
    expect(series.length).toBeLessThanOrEqual(2000);
    expect(series.at(0)?.atMs).toBe(0);
    expect(series.at(-1)?.atMs).toBeGreaterThan(49_000);
  });
});

describe("what the witness says of the disks", () => {
  it("is taken only when it is complete", () => {
    expect(readDiskUse(["1 2 3 4", "5 6 7 8", "9 10 11 12"])?.[2]).toEqual({
      path: "/home/sandbox",
      blocks: 9,
      freeBlocks: 10,
      inodes: 11,
      freeInodes: 12,
    });
    expect(readDiskUse(["1 2 3 4", "5 6 7 8"])).toBeNull();
    expect(readDiskUse(["1 2 3 4", "5 6 7 8", "stat: gone"])).toBeNull();
  });
});

describe("an orphan", () => {
  const now = new Date("2030-01-01T00:00:00Z");
  const later = String(now.getTime() / 1000 + 60);
  const earlier = String(now.getTime() / 1000 - 60);
  const own = supervisorIdentity();
  const labelled = (deadline: string, supervisor: string, instance = "held") => ({
    id: "id",
    labels: {
      "gatehouse.deadline": deadline,
      "gatehouse.supervisor": supervisor,
      "gatehouse.instance": instance,
    },
  });
  const letGo = holdRun("held");

  it.each([
    ["is a run past its deadline", labelled(earlier, own), true],
    ["is a run without a readable deadline", labelled("soon", own), true],
    ["is not a run that this process supervises", labelled(later, own), false],
    ["is a run that this process has given up", labelled(later, own, "given-up"), true],
    ["is a run of a process that is gone", labelled(later, own.replace(/\d+$/, "1")), true],
    [
      "is not a run of a machine that is not this one",
      labelled(later, "other-boot/pid:[1]/1/1"),
      false,
    ],
    ["is not a run whose supervisor cannot be read", labelled(later, "?"), false],
  ])("%s", (_, container, expected) => {
    expect(isOrphan(container, now)).toBe(expected);
  });

  it("may be any run once nobody holds it", () => {
    letGo();
    expect(isOrphan(labelled(later, own), now)).toBe(true);
  });

  it("is told by more than a process id, which comes back", () => {
    expect(isSupervisorGone(own)).toBe(false);
    expect(isSupervisorGone(own.replace(/\d+$/, "7"))).toBe(true);
  });
});

describe("the judgement of walls", () => {
  it("takes silence for a failure, of every one of them", () => {
    const checks = judgeWalls("", { cpus: 1, homeBytes: 1, pids: 1, openFiles: 1 });
    expect(checks.length).toBeGreaterThanOrEqual(10);
    expect(checks.filter(({ ok }) => ok)).toEqual([]);
  });
});
