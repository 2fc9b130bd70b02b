import { describe, expect, it } from "vitest";
import { describeEngine } from "../../src/sandbox/describe-engine.ts";
import { noteOf } from "../../src/sandbox/engine-kinds.ts";

const VERSION = {
  ...{ Version: "20.10.24", Arch: "amd64", KernelVersion: "6.1.0" },
  Components: [
    { Name: "Engine", Version: "20.10.24", Details: { GitCommit: "5d6db84" } },
    { Name: "runc", Version: "1.1.5", Details: { GitCommit: "1.1.5-1" } },
  ],
};
const INFO = {
  ...{ ID: "ABCD:EFGH", NCPU: 4, DockerRootDir: "/var/lib/docker" },
  ...{ SecurityOptions: ["name=seccomp,profile=default"], Runtimes: { runc: {}, runsc: {} } },
};
const PODMAN = {
  ...{ Version: "4.3.1", Arch: "amd64", KernelVersion: "6.1.0" },
  Components: [
    { Name: "Podman Engine", Version: "4.3.1", Details: { APIVersion: "4.3.1" } },
    { Name: "OCI Runtime (runc)", Version: "runc version 1.1.5" },
  ],
};
const remapped = { SecurityOptions: ["name=userns"], DockerRootDir: "/data/100000.100000" };

describe("what an engine says of itself", () => {
  it("is read as what it is", () => {
    expect(describeEngine(VERSION, INFO)).toEqual({
      ...{ id: "ABCD:EFGH/20.10.24/6.1.0", kind: "docker", rootless: false, cpus: 4 },
      ...{ versions: "Docker 20.10.24, runc 1.1.5, Linux 6.1.0", architecture: "amd64" },
      runc: { version: "1.1.5", revision: "1.1.5-1" },
      ...{ runtimes: ["runc", "runsc"], idOffset: 0 },
    });
  });

  it("tells rootless engines, Podman and remapped users, each from the others", () => {
    const kinds = [
      describeEngine(VERSION, { ...INFO, SecurityOptions: ["name=rootless"] }),
      describeEngine(PODMAN, INFO),
      describeEngine(PODMAN, { ...INFO, Rootless: true }),
      describeEngine(VERSION, { ...INFO, ...remapped }),
    ].map(({ kind, rootless, idOffset }) => [kind, rootless, idOffset]);
    expect(kinds).toEqual([
      ["docker", true, 0],
      ["podman", false, 0],
      ["podman", true, 0],
      ["docker", false, 100_000],
    ]);
  });

  it("takes no folder for remapped users where the engine does not say that it remaps", () => {
    const { DockerRootDir } = remapped;
    expect(describeEngine(VERSION, { ...INFO, DockerRootDir }).idOffset).toBe(0);
  });

  it("lets Podman be the same engine, though it answers with another id each time", () => {
    const id = (ID: string) => describeEngine(PODMAN, { ...INFO, ID }).id;
    expect(id("one")).toBe(id("two"));
    expect(describeEngine(VERSION, { ...INFO, ID: "x" }).id).not.toBe(id("one"));
  });

  it.each<[object, object]>([
    [{}, INFO],
    [VERSION, { ...INFO, NCPU: "4" }],
    [{ ...VERSION, Components: "none" }, INFO],
  ])("is no description where it is not what the API says", (version, info) => {
    expect(() => describeEngine(version, info)).toThrow();
  });
});

it("a kind of engine on which nothing can run says what else to use", () => {
  const kinds = [
    { kind: "docker", rootless: false },
    { kind: "docker", rootless: true },
    { kind: "podman", rootless: false },
    { kind: "podman", rootless: true },
  ] as const;
  expect(kinds.map((kind) => noteOf(kind).possible)).toEqual([true, true, false, false]);
  expect(noteOf(kinds[3]).fix).toContain("Use a Docker Engine");
});
