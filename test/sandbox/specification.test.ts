import { describe, expect, it } from "vitest";
import { ReportFile } from "../../src/model/runner.ts";
import { standardLimits } from "../../src/sandbox/limits.ts";
import {
  jobContainer,
  type JobSettings,
  witnessContainer,
} from "../../src/sandbox/specification.ts";

const settings: JobSettings = {
  runId: "run-1",
  instance: "run-1-abcd",
  image: `sha256:${"1".repeat(64)}`,
  command: ["npm", "test"],
  reportFiles: [],
  environment: { npm_config_audit: "false" },
  limits: standardLimits(),
  marker: "marker",
  recorded: false,
  deadline: 1_900_000_000,
  supervisor: "boot/pid/1/2",
  place: { runtime: "runc", idOffset: 0 },
};
const GIB = 1024 ** 3;
const job = jobContainer(settings);
const witness = witnessContainer(settings, "job-id");

describe.each([
  ["the job", job, "10001:10001"],
  ["the witness beside it", witness, "10002:10002"],
])("the container of %s", (_, container, user) => {
  const host = container.HostConfig;

  it("has a user of its own, no capability and no way to gain one", () => {
    expect(container.User).toBe(user);
    expect(host).toMatchObject({ CapAdd: [], CapDrop: ["ALL"], Privileged: false });
    expect(host.SecurityOpt).toContain("no-new-privileges:true");
  });

  it("has no network, a read-only system and namespaces of its own", () => {
    expect(container.NetworkDisabled).toBe(true);
    expect(host).toMatchObject({
      NetworkMode: "none",
      ReadonlyRootfs: true,
      IpcMode: "private",
      CgroupnsMode: "private",
      Init: true,
    });
    expect(host).not.toHaveProperty("PidMode");
    expect(host).not.toHaveProperty("UsernsMode");
    expect(host).not.toHaveProperty("Devices");
    expect(host).not.toHaveProperty("Binds");
  });

  it("has no swap, no core files, and no log that could fill the host's disk", () => {
    expect(host.MemorySwap).toBe(host.Memory);
    expect(host.Ulimits).toContainEqual({ Name: "core", Soft: 0, Hard: 0 });
    expect(host.LogConfig).toEqual({ Type: "none", Config: {} });
  });

  it("is started from an image id, never restarted and never removed behind our back", () => {
    expect(container.Image).toMatch(/^sha256:/);
    expect(host).toMatchObject({ RestartPolicy: { Name: "no" }, AutoRemove: false });
  });

  it("carries what a sweep needs to know", () => {
    expect(container.Labels).toEqual({
      "gatehouse.run": "run-1",
      "gatehouse.instance": "run-1-abcd",
      "gatehouse.deadline": "1900000000",
      "gatehouse.supervisor": "boot/pid/1/2",
    });
  });

  it("masks the kernel's configuration besides all that Docker masks", () => {
    for (const path of [
      "/proc/config.gz",
      "/proc/kcore",
      "/proc/keys",
      "/proc/timer_list",
      "/sys/firmware",
    ]) {
      expect(host.MaskedPaths).toContain(path);
    }
    expect(host.ReadonlyPaths).toContain("/proc/sys");
  });

  it("gets the pinned list of system calls as text", () => {
    const option = host.SecurityOpt.find((text) => text.startsWith("seccomp="));
    const profile = JSON.parse(option?.slice("seccomp=".length) ?? "") as { defaultAction: string };
    expect(profile.defaultAction).toBe("SCMP_ACT_ERRNO");
  });
});

describe("the container of the job", () => {
  it("has the limits of the request", () => {
    expect(job.HostConfig).toMatchObject({
      Memory: 4 * GIB,
      NanoCpus: 2e9,
      PidsLimit: 512,
      ShmSize: 64 * 1024 ** 2,
    });
    expect(job.HostConfig.Ulimits).toContainEqual({ Name: "nofile", Soft: 4096, Hard: 4096 });
  });

  it("lets a full disk come before the limit of a file's size, which kills", () => {
    const fsize = job.HostConfig.Ulimits.find(({ Name }) => Name === "fsize");
    expect(fsize?.Soft).toBeGreaterThan(2 * GIB);
  });

  it("has three file systems in memory with a size and a number of files", () => {
    const disks = job.HostConfig.Mounts.map(({ Target, VolumeOptions }) => [
      Target,
      VolumeOptions.DriverConfig.Options["o"],
    ]);
    const owner = "mode=0700,uid=10001,gid=10001,nosuid,nodev";
    expect(disks).toEqual([
      ["/workspace", `size=${2 * GIB},nr_inodes=400000,${owner}`],
      ["/tmp", `size=${GIB / 2},nr_inodes=65536,${owner}`],
      ["/home/sandbox", `size=${GIB / 2},nr_inodes=65536,${owner}`],
    ]);
  });

  it("gets the command as arguments, which no shell reads", () => {
    const hostile = jobContainer({ ...settings, command: ["$(touch /tmp/x)", "; id"] });
    expect(hostile.Cmd.slice(-2)).toEqual(["$(touch /tmp/x)", "; id"]);
    expect(hostile.Cmd[2]).toBe(job.Cmd[2]);
  });

  it("gets nothing of our own environment", () => {
    process.env["GATEHOUSE_TEST_CANARY"] = "canary";
    expect(JSON.stringify(jobContainer(settings))).not.toContain("canary");
    delete process.env["GATEHOUSE_TEST_CANARY"];
  });
});

describe("the container of a job in another place", () => {
  const place = (over: Partial<JobSettings["place"]>, own: Partial<JobSettings> = {}) =>
    jobContainer({ ...settings, ...own, place: { ...settings.place, ...over } });

  it("is started by gVisor only when that is asked for", () => {
    expect(job.HostConfig).not.toHaveProperty("Runtime");
    expect(place({ runtime: "runsc" }).HostConfig.Runtime).toBe("runsc");
  });

  it("has room for gVisor's own threads, and still a number of processes", () => {
    expect(place({ runtime: "runsc" }).HostConfig.PidsLimit).toBeGreaterThan(512);
    expect(place({ runtime: "runsc" }).HostConfig.PidsLimit).toBeLessThan(10_000);
  });

  it("has disks that belong to the remapped users", () => {
    const options = place({ idOffset: 100_000 }, { recorded: true }).HostConfig.Mounts.map(
      ({ VolumeOptions }) => VolumeOptions.DriverConfig.Options["o"],
    );
    const owners = options.map((o) => /uid=(\d+),gid=(\d+)/.exec(o ?? "")?.slice(1));
    expect(owners).toEqual([
      ["110001", "110001"],
      ["110001", "110001"],
      ["100000", "100000"],
    ]);
  });
});

describe("report files", () => {
  it("are named to a shell in one word that holds nothing to be obeyed", () => {
    const reporting = jobContainer({ ...settings, reportFiles: ["target/*.xml", "/tmp/a.xml"] });
    expect(reporting.Cmd.slice(-3)).toEqual(["target/*.xml /tmp/a.xml", "npm", "test"]);
    for (const file of ["$(id)", "a;b", "../x", "/etc/passwd", "-n", "a b", "`id`", "/tmp/../x"]) {
      expect(ReportFile.safeParse(file).success, file).toBe(false);
    }
  });
});

describe("the container of the witness", () => {
  it("sees the job's file systems and cannot write to them", () => {
    expect(witness.HostConfig.VolumesFrom).toEqual(["job-id:ro"]);
    expect(witness.HostConfig.Mounts).toEqual([]);
  });
});
