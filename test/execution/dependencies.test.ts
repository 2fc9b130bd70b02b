import { describe, expect, it } from "vitest";
import { planDependencies } from "../../src/execution/dependencies/plan-dependencies.ts";
import type { DependencyFacts } from "../../src/execution/dependencies/plan-dependencies.ts";
import type { LockedEntry } from "../../src/model/dependency.ts";

const SHA512 = `sha512:${Buffer.alloc(64, 7).toString("base64")}`;

function entry(change: Partial<LockedEntry> = {}): LockedEntry {
  return {
    ...{ name: "left-pad", version: "1.3.0", source: null, digests: [SHA512] },
    ...{ alias: null, local: false, only: [], line: 4 },
    ...change,
  };
}

function facts(entries: LockedEntry[], over: Partial<DependencyFacts> = {}): DependencyFacts {
  return {
    policy: "lockfile",
    language: "javascript",
    reading: {
      files: [{ path: "package-lock.json", entries, asks: [], problem: null }],
      vendored: false,
    },
    machine: { os: "linux", cpu: "x64", libc: "glibc" },
    hosts: { npm: ["npm.corp.example"], pypi: [], go: [], crates: [] },
    ...over,
  };
}

function problems(planned: ReturnType<typeof planDependencies>): string[] {
  return "problems" in planned ? planned.problems.map(({ message }) => message) : [];
}

function paths(planned: ReturnType<typeof planDependencies>): string[] {
  return "order" in planned ? (planned.order?.files ?? []).map(({ path }) => path) : [];
}

describe("the address of a package of npm", () => {
  it("is made of its name and version, whatever the lockfile's own address is", () => {
    const planned = planDependencies(
      facts([
        entry({ source: "https://registry.npmjs.org/another/-/another-9.9.9.tgz?x=1#y" }),
        entry({ name: "@s/a", version: "2.0.0-rc.1+build", source: "https://npm.corp.example/x" }),
        entry({ name: "mine", alias: "real", version: "1.0.0" }),
      ]),
    );
    expect(paths(planned)).toEqual([
      "left-pad/-/left-pad-1.3.0.tgz",
      "@s/a/-/a-2.0.0-rc.1.tgz",
      "real/-/real-1.0.0.tgz",
    ]);
  });

  it.each([
    ["a git repository", { source: "git+ssh://git@github.com/a/b.git#0" }, "from a repository"],
    ["a short repository", { source: "github:a/b#0" }, "from a repository"],
    ["a file", { source: "file:../evil.tgz" }, "from a file"],
    ["another host", { source: "https://npm.h.example/a.tgz" }, "npm.h.example, which is not"],
    [
      "a host in the user's place",
      { source: "https://registry.npmjs.org@h.example/a" },
      "h.example",
    ],
    ["a host with a port only", { source: "https://registry.npmjs.org.h.example/" }, "h.example"],
    ["another protocol", { source: "ftp://registry.npmjs.org/a" }, "only packages of"],
    ["no digest", { digests: [] }, "without a digest"],
    ["a weak digest", { digests: ["sha1:aaaa"] }, "can be forged"],
    ["a cut digest", { digests: ["sha512:AAAA"] }, "without a digest"],
    ["a name that climbs", { name: "../../x" }, "no name and version"],
    ["a name with a query", { name: "a?b" }, "no name and version"],
    ["a version that is a path", { version: "1.0.0/../../x" }, "no name and version"],
    ["a version that is a range", { version: "^1.0.0" }, "no name and version"],
    ["an alias that climbs", { alias: "..", name: "fine" }, "no name and version"],
  ])("is not made for %s, which is refused in one sentence", (_, change, said) => {
    const planned = planDependencies(facts([entry(change)]));
    expect(paths(planned)).toEqual([]);
    expect(problems(planned)).toEqual([expect.stringContaining(said)]);
  });

  it("is not made for other systems, for parts of the repository, and twice", () => {
    const planned = planDependencies(
      facts([
        entry({ name: "a", only: ["os:darwin", "cpu:arm64"] }),
        entry({ name: "b", only: ["os:!linux"] }),
        entry({ name: "c", only: ["libc:musl"] }),
        entry({ name: "d", only: ["os:linux", "cpu:x64", "cpu:arm64", "libc:glibc"] }),
        entry({ name: "e", local: true, source: "packages/e" }),
        entry({ name: "d" }),
      ]),
    );
    expect(paths(planned)).toEqual(["d/-/d-1.3.0.tgz"]);
  });

  it("is refused when one package is locked with two contents", () => {
    const other = `sha512:${Buffer.alloc(64, 8).toString("base64")}`;
    const planned = planDependencies(facts([entry(), entry({ digests: [other] })]));
    expect(problems(planned)).toEqual([expect.stringContaining("two different contents")]);
  });
});

describe("a commit that needs packages", () => {
  const manifest = { path: "package.json", entries: [], asks: ["a", "b"], problem: null };

  it("is refused in one sentence as long as the policy says nothing", () => {
    const two = [entry(), entry({ name: "other" })];
    const said = problems(planDependencies(facts(two, { policy: undefined })));
    expect(said).toEqual([
      expect.stringMatching(/^package-lock\.json pins 2 packages, .*lockfile/),
    ]);
  });

  it("is refused in one sentence when it has no lockfile", () => {
    const reading = { files: [manifest], vendored: false };
    expect(problems(planDependencies(facts([], { reading, policy: undefined })))).toEqual([
      expect.stringContaining("package.json asks for 2 packages"),
    ]);
    expect(problems(planDependencies(facts([], { reading })))).toEqual([
      expect.stringContaining("no lockfile at its root (npm-shrinkwrap.json, package-lock.json"),
    ]);
  });

  it("runs without any where the policy says so, or where they stand in the tree", () => {
    expect(planDependencies(facts([entry()], { policy: "none" }))).toEqual({ order: null });
    const reading = { files: [manifest], vendored: true };
    expect(planDependencies(facts([], { reading, policy: undefined }))).toEqual({ order: null });
  });

  it("is refused when its lockfile could only be read in part", () => {
    const file = { path: "package-lock.json", entries: [entry()], asks: [], problem: "is cut" };
    const planned = planDependencies(facts([], { reading: { files: [file], vendored: false } }));
    expect(problems(planned)).toEqual(["it could not be read whole: is cut"]);
  });

  it("has its problems listed up to twenty, and then how many more", () => {
    const bad = Array.from({ length: 30 }, (_, at) => entry({ name: `p${at}`, digests: [] }));
    const said = problems(planDependencies(facts(bad)));
    expect(said).toHaveLength(21);
    expect(said.at(-1)).toBe("10 more packages cannot be fetched");
  });

  it("may need 5000 packages and no more", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => entry({ name: `p${at}` }));
    expect(paths(planDependencies(facts(many(5000))))).toHaveLength(5000);
    expect(problems(planDependencies(facts(many(5001))))).toEqual([
      expect.stringContaining("at most 5000"),
    ]);
  });
});
