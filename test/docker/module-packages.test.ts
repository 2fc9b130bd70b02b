import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import { buildImages } from "../../src/sandbox/images/build-images.ts";
import { npmPackage, startRegistry } from "../registry/registry.ts";
import { hash1, zipOf } from "../registry/zip.ts";
import { PREPARE_MS, prepareSandbox } from "./prepared.ts";
import {
  keepPackage,
  plantedIn,
  runWithPackages,
  setTraps,
  sourceWithTools,
} from "./with-packages.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  const prepared = await prepareSandbox();
  ({ sandbox } = prepared);
  await buildImages(prepared.settings, { also: ["rust"] });
}, PREPARE_MS);

const GO = { name: "go", language: "go" };
const RUST = { name: "rust", language: "rust" };
const GO_TEST = ["go", "test", "-json", "./..."];
const CARGO_TEST = ["cargo", "test", "--offline", "--no-fail-fast"];

const MOD = "module m.example/dep\n\ngo 1.21\n";
const DEP = [
  { name: "m.example/dep@v1.0.0/go.mod", content: MOD },
  {
    name: "m.example/dep@v1.0.0/dep.go",
    content: "package dep\n\nfunc Answer() int { return 42 }\n",
  },
];

async function publishModule(sent: Uint8Array = zipOf(DEP)) {
  const registry = await startRegistry();
  registry.paths.set("/m.example/dep/@v/v1.0.0.mod", Buffer.from(MOD));
  registry.paths.set("/m.example/dep/@v/v1.0.0.zip", sent);
  return registry;
}

const GO_FILES = {
  "go.mod": "module a.example/a\n\ngo 1.21\n\nrequire m.example/dep v1.0.0\n",
  "go.sum": `m.example/dep v1.0.0 ${hash1(DEP)}\nm.example/dep v1.0.0/go.mod ${hash1([{ name: "go.mod", content: MOD }])}\n`,
  "a_test.go": `package a

import (
	"os"
	"os/exec"
	"testing"

	"m.example/dep"
)

func TestMain(m *testing.M) {
	command := exec.Command("sh", "/workspace/plant/test-main")
	command.Stdout = os.Stdout
	command.Run()
	os.Exit(m.Run())
}

func TestAnswer(t *testing.T) {
	if dep.Answer() != 42 { t.Fatal("no answer") }
}
`,
};

// The first compiles the standard library.
describe("modules of Go", { timeout: 240_000 }, () => {
  it("come from a module proxy by GET, and serve tests without a network", async () => {
    const registry = await publishModule();
    const packages = sourceWithTools(registry);
    const files = { ...GO_FILES, "plant/test-main": "" };
    const run = await runWithPackages(sandbox, packages, { runner: GO, command: GO_TEST, files });
    expect(run).toMatchObject({ outcome: "passed", tests: { passed: 1 } });
    expect(run.behaviours).toEqual([]);
    expect(
      registry.asked.every(
        ({ method, headers }) => method === "GET" && !("authorization" in headers),
      ),
    ).toBe(true);
  });

  it("are refused when the proxy sends other contents than go.sum says", async () => {
    const evil = DEP.map((file) => ({ ...file, content: file.content.replace("42", "43") }));
    const packages = sourceWithTools(await publishModule(zipOf(evil)));
    // Another name, so that what was kept of the right one does not help.
    const files = {
      ...GO_FILES,
      "go.sum": GO_FILES["go.sum"].replace(
        hash1(DEP),
        hash1([DEP[0] ?? { name: "", content: "" }]),
      ),
    };
    const run = runWithPackages(sandbox, packages, { runner: GO, command: GO_TEST, files });
    await expect(run).rejects.toThrow("is not what the lockfile pins");
  });

  it("have code planted wherever go obeys a repository, and none of it runs elsewhere", async () => {
    const traps = await setTraps();
    const packages = sourceWithTools(await publishModule());
    const tool =
      'GOFLAGS=-toolexec="sh /workspace/plant/toolexec"\nGOPROXY=https://h.example\nGOTOOLCHAIN=go9.9.9\nCC=sh /workspace/plant/cc\n';
    const files = {
      ...GO_FILES,
      "go.mod": `${GO_FILES["go.mod"]}\ntoolchain go1.99.9\n`,
      "go.env": tool,
      ".config/go/env": tool,
      "gen.go": "package a\n\n//go:generate sh /workspace/plant/generate\n",
      "vendor/m.example/dep/dep.go": "package dep\n\nfunc Answer() int { return 1 }\n",
      Makefile: "all:\n\tsh plant/make\n",
      ...Object.fromEntries(
        ["test-main", "toolexec", "cc", "generate", "make"].map((name) => [
          `plant/${name}`,
          traps.script(name),
        ]),
      ),
    };
    const run = await runWithPackages(sandbox, packages, { runner: GO, command: GO_TEST, files });
    expect(run, run.log.tail).toMatchObject({ outcome: "passed", tests: { passed: 1 } });
    expect(plantedIn(run)).toEqual(["test-main"]);
    expect(traps.untouched()).toBe(true);
  });
});

/** A crate whose build script runs a script of the repository, kept as if it had been fetched. */
async function publishCrate() {
  const crate = await npmPackage({
    "Cargo.toml":
      '[package]\nname = "dep"\nversion = "1.0.0"\nedition = "2021"\nbuild = "build.rs"\n',
    "src/lib.rs": "pub fn answer() -> u32 { 42 }\n",
    "build.rs": buildScript("build-of-crate"),
  });
  const digest = createHash("sha256").update(crate).digest("hex");
  await keepPackage(
    {
      ...{ registry: "crates", label: "dep@1.0.0", name: "dep", version: "1.0.0" },
      ...{ path: "dep/dep-1.0.0.crate", digests: [{ kind: "sha256", value: digest }] },
    },
    crate,
  );
  return digest;
}

function buildScript(name: string): string {
  return `fn main() { let out = std::process::Command::new("sh").arg("/workspace/plant/${name}").output().unwrap(); print!("cargo:warning={}", String::from_utf8_lossy(&out.stdout)); }\n`;
}

function crateFiles(digest: string) {
  return {
    "Cargo.toml":
      '[package]\nname = "own"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\ndep = "1"\n',
    "Cargo.lock": `version = 3

[[package]]
name = "dep"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "${digest}"

[[package]]
name = "own"
version = "0.1.0"
dependencies = ["dep"]
`,
    "src/lib.rs":
      "#[cfg(test)]\nmod tests {\n    #[test]\n    fn answers() { assert_eq!(dep::answer(), 42); }\n}\n",
  };
}

const show = ["sh", "-c", `"$@"; code=$?; cat planted.log 2>/dev/null; exit $code`, "sh"];

describe("crates of Rust", { timeout: 240_000 }, () => {
  it("serve tests without a network, and their build scripts run inside", async () => {
    const traps = await setTraps();
    const files = {
      ...crateFiles(await publishCrate()),
      "plant/build-of-crate": traps.script("build-of-crate"),
    };
    const packages = sourceWithTools(await startRegistry());
    const run = await runWithPackages(sandbox, packages, {
      runner: RUST,
      command: [...show, ...CARGO_TEST],
      files,
    });
    expect(run, run.log.tail).toMatchObject({ outcome: "passed", tests: { passed: 1 } });
    expect(plantedIn(run)).toEqual(["build-of-crate"]);
    expect(traps.untouched()).toBe(true);
  });

  it("have code planted wherever cargo obeys a repository, and none of it runs elsewhere", async () => {
    const traps = await setTraps();
    const wrapper = (name: string) =>
      `#!/bin/sh\nsh /workspace/plant/${name} >/dev/null 2>&1\nexec "$@"\n`;
    const names = ["build-of-crate", "build", "wrapper", "runner", "credentials", "toolchain"];
    const files = {
      ...crateFiles(await publishCrate()),
      "build.rs": buildScript("build"),
      ".cargo/config.toml": `[build]
rustc-wrapper = "/workspace/plant/wrapper.sh"
[target.'cfg(all())']
runner = ["sh", "/workspace/plant/runner.sh"]
[registry]
global-credential-providers = ["/workspace/plant/credentials"]
[registries.evil]
index = "sparse+https://h.example/"
`,
      "rust-toolchain.toml": '[toolchain]\npath = "/workspace/plant/toolchain"\n',
      "plant/wrapper.sh": wrapper("wrapper"),
      "plant/runner.sh": wrapper("runner"),
      ...Object.fromEntries(names.map((name) => [`plant/${name}`, traps.script(name)])),
    };
    const packages = sourceWithTools(await startRegistry());
    const allowed = ["sh", "-c", 'chmod 755 plant/*; exec "$@"', "sh"];
    const run = await runWithPackages(sandbox, packages, {
      runner: RUST,
      command: [...allowed, ...show, ...CARGO_TEST],
      files,
    });
    expect(run, run.log.tail).toMatchObject({ outcome: "passed", tests: { passed: 1 } });
    expect(plantedIn(run)).toEqual(["build", "build-of-crate", "runner", "wrapper"]);
    expect(traps.untouched()).toBe(true);
  });
});
