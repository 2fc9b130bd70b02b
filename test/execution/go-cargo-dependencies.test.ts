import { describe, expect, it } from "vitest";
import { planDependencies } from "../../src/execution/dependencies/plan-dependencies.ts";
import type { DependencyFile, LockedEntry } from "../../src/model/dependency.ts";

const H1 = `h1:${"A".repeat(43)}=`;
const OTHER_H1 = `h1:${"B".repeat(43)}=`;
const SHA = `sha256:${"a".repeat(64)}`;

function entry(over: Partial<LockedEntry>): LockedEntry {
  return {
    ...{ name: "itoa", version: "1.0.0", source: null, digests: [SHA], alias: null },
    ...{ local: false, only: [], line: 3, ...over },
  };
}

function planned(language: string, files: Partial<DependencyFile>[], policy?: "lockfile") {
  return planDependencies({
    ...{ policy, language, machine: { os: "linux", cpu: "x64", libc: "glibc" } },
    reading: {
      files: files.map((file) => ({ path: "", entries: [], asks: [], problem: null, ...file })),
      vendored: false,
    },
    hosts: { npm: [], pypi: [], go: [], crates: [] },
  });
}

function problems(plan: ReturnType<typeof planned>): string[] {
  return "problems" in plan ? plan.problems.map(({ message }) => message) : [];
}

function filesOf(plan: ReturnType<typeof planned>) {
  return "order" in plan ? (plan.order?.files ?? []) : [];
}

const sum = (...entries: LockedEntry[]) => planned("go", [{ path: "go.sum", entries }], "lockfile");
const lock = (...entries: LockedEntry[]) =>
  planned("rust", [{ path: "Cargo.lock", entries }], "lockfile");
const module = (over: Partial<LockedEntry>) =>
  entry({ name: "a.example/m", version: "v1.0.0", digests: [H1], ...over });

describe("the files of a Go module", () => {
  it("are a description and an archive at the places of a module proxy", () => {
    const plan = sum(
      module({ name: "github.com/BurntSushi/toml", version: "v1.3.2" }),
      module({ name: "github.com/BurntSushi/toml", version: "v1.3.2/go.mod", digests: [OTHER_H1] }),
      module({ version: "v2.0.0-20200101000000-abcdefabcdef+incompatible/go.mod" }),
    );
    expect(filesOf(plan).map(({ path, digests }) => [path, digests[0]])).toEqual([
      ["github.com/!burnt!sushi/toml/@v/v1.3.2.zip", { kind: "h1-zip", value: H1 }],
      ["github.com/!burnt!sushi/toml/@v/v1.3.2.mod", { kind: "h1-mod", value: OTHER_H1 }],
      [
        "a.example/m/@v/v2.0.0-20200101000000-abcdefabcdef+incompatible.mod",
        { kind: "h1-mod", value: H1 },
      ],
    ]);
  });

  it.each([
    ["a step up", { name: "a.example/../../x" }, "is no module and version"],
    ["a name that is no host's", { name: "local/m" }, "is no module and version"],
    ["an address", { name: "a.example/m?x=1" }, "is no module and version"],
    ["letters that stand for others", { name: "a.example/!m" }, "is no module and version"],
    ["a branch", { version: "main" }, "is no module and version"],
    ["a version with a step", { version: "v1.0.0-/../x" }, "is no module and version"],
    ["no digest", { digests: [] }, "without a digest that is known here"],
    ["another digest", { digests: ["h2:AAAA"] }, "without a digest that is known here"],
  ])("are refused with %s", (_, over, why) => {
    expect(problems(sum(module(over)))).toEqual([expect.stringContaining(why)]);
  });

  it("are refused where two lines say two contents", () => {
    expect(problems(sum(module({}), module({ digests: [OTHER_H1] })))).toEqual([
      "a.example/m@v1.0.0 is locked with two different contents",
    ]);
  });
});

describe("the crates of a Cargo.lock", () => {
  it("are fetched by name and version, and those of the repository are not", () => {
    const plan = lock(
      entry({}),
      entry({ name: "own", local: true, digests: [] }),
      entry({ name: "a_B-1", version: "0.1.0-rc.1+build" }),
    );
    expect(filesOf(plan).map(({ path }) => path)).toEqual([
      "itoa/itoa-1.0.0.crate",
      "a_B-1/a_B-1-0.1.0-rc.1+build.crate",
    ]);
  });

  it.each([
    [
      "a repository",
      { local: true, digests: [], source: "git+https://github.com/a/b#0" },
      "from a repository",
    ],
    ["another host", { source: "https://crates.h.example/" }, "which is not crates.io"],
    ["a step in its name", { name: "../x" }, "is no name and version"],
    ["a step in its version", { version: "1.0.0/../x" }, "is no name and version"],
    ["no digest", { digests: [] }, "without a digest"],
  ])("are refused from %s", (_, over, why) => {
    expect(problems(lock(entry(over)))).toEqual([expect.stringContaining(why)]);
  });
});

describe("a commit that needs modules or crates", () => {
  it("is refused in one sentence where nobody asked for packages", () => {
    const [go] = problems(planned("go", [{ path: "go.sum", entries: [module({})] }]));
    expect(go).toMatch(/^go\.sum pins 1 package, and nothing is fetched unless/);
    const [rust] = problems(planned("rust", [{ path: "Cargo.lock", entries: [entry({})] }]));
    expect(rust).toMatch(/^Cargo\.lock pins 1 package, and nothing is fetched unless/);
  });

  it("is refused where its lockfile is missing", () => {
    const [why] = problems(planned("rust", [{ path: "Cargo.toml", asks: ["itoa"] }], "lockfile"));
    expect(why).toContain("no lockfile at its root (Cargo.lock)");
  });

  it("runs as it is where a lockfile shows that all of it is its own", () => {
    const own = { path: "Cargo.lock", entries: [entry({ local: true, digests: [] })] };
    const asking = { path: "Cargo.toml", asks: ["own-part"] };
    expect(planned("rust", [own, asking])).toEqual({ order: null });
    expect(planned("go", [{ path: "go.mod" }])).toEqual({ order: null });
  });
});
