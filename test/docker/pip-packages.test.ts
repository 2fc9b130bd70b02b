import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/ports.ts";
import { npmPackage, startRegistry } from "../registry/registry.ts";
import { wheel } from "../registry/wheel.ts";
import { PREPARE_MS, prepareSandbox } from "./prepared.ts";
import {
  plantedIn,
  prepareTools,
  runWithPackages,
  setTraps,
  sourceWithTools,
} from "./with-packages.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  ({ sandbox } = await prepareSandbox());
  await prepareTools("pip");
}, PREPARE_MS);

const PYTHON = { name: "python", language: "python" };
const hashOf = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");

/** An index with files of packages, each on the index's own host. */
async function publish(files: Record<string, Uint8Array>, packages: Record<string, string[]>) {
  const registry = await startRegistry();
  for (const [name, content] of Object.entries(files))
    registry.paths.set(`/files/${name}`, content);
  for (const [name, names] of Object.entries(packages)) {
    const listed = names.map((filename) => ({
      ...{ filename, url: `../../files/${filename}` },
      hashes: { sha256: hashOf(files[filename] ?? Buffer.alloc(0)) },
    }));
    registry.paths.set(`/simple/${name}/`, Buffer.from(JSON.stringify({ files: listed })));
  }
  return registry;
}

describe("packages of PyPI", () => {
  it("are installed and used, and the project with them", async () => {
    const one = wheel("one", "1.0", { "one.py": "answer = 42\n" });
    const windows = wheel("win", "1.0", { "win.py": "" });
    const registry = await publish(
      { "one-1.0-py3-none-any.whl": one, "win-1.0-cp313-cp313-win_amd64.whl": windows },
      { one: ["one-1.0-py3-none-any.whl"], win: ["win-1.0-cp313-cp313-win_amd64.whl"] },
    );
    const files = {
      "requirements.txt": `one==1.0 --hash=sha256:${hashOf(one)}\nwin==1.0; sys_platform == "win32" --hash=sha256:${hashOf(windows)}\n`,
      "pyproject.toml":
        '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "mine"\nversion = "3.2"\n',
      "src/mine/__init__.py": "from one import answer\n",
      "tests/test_it.py":
        "import mine\nfrom importlib.metadata import version\ndef test_it():\n    assert mine.answer == 42 and version('mine') == '3.2'\n",
    };
    const command = ["python3", "-m", "pytest"];
    const run = await runWithPackages(sandbox, sourceWithTools(registry), {
      runner: PYTHON,
      command,
      files,
    });
    expect(run.outcome, run.log.tail).toBe("passed");
    expect(run.tests).toMatchObject({ passed: 1, failed: 0 });
    expect(run.behaviours).toEqual([]);
  });

  it("let nothing of the repository or of a package act outside of the sandbox", async () => {
    const traps = await setTraps();
    const run1 = (name: string) =>
      `import subprocess\nsubprocess.run(["sh", "/workspace/plant/${name}"])\n`;
    const archive = await npmPackage({
      "setup.py": `${run1("setup-of-package")}from setuptools import setup\nsetup(name="two", version="1.0", py_modules=["two"])\n`,
      "two.py": "",
      "PKG-INFO": "Metadata-Version: 2.1\nName: two\nVersion: 1.0\n",
    });
    const one = wheel("one", "1.0", {
      // Of its own, so that no earlier run of this test has it in the cache.
      "one.py": `# ${randomUUID()}\n`,
      "one.pth": `import subprocess; subprocess.run(["sh", "/workspace/plant/pth-of-package"])\n`,
    });
    const registry = await publish(
      { "one-1.0-py3-none-any.whl": one, "two-1.0.tar.gz": archive },
      { one: ["one-1.0-py3-none-any.whl"], two: ["two-1.0.tar.gz"] },
    );
    const places = ["setup-of-package", "pth-of-package", "backend", "conftest", "sitecustomize"];
    const plant = places.map((name) => [`plant/${name}`, traps.script(name)]);
    const files = {
      ...(Object.fromEntries(plant) as Record<string, string>),
      "requirements.txt": `--index-url https://h.example/simple\n--extra-index-url https://h.example/\n--find-links https://h.example/\n--trusted-host h.example\none==1.0 --hash=sha256:${hashOf(one)}\ntwo==1.0 --hash=sha256:${hashOf(archive)}\n`,
      "pyproject.toml":
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
      "backend.py": `${run1("backend")}raise SystemExit(1)\n`,
      "conftest.py": run1("conftest"),
      "sitecustomize.py": run1("sitecustomize"),
      "pip.conf": "[global]\nindex-url = https://h.example/\n",
      "pip/__init__.py": run1("pip"),
      "setup.cfg": "[easy_install]\nindex_url = https://h.example/\n",
      "test_it.py": "def test_it():\n    print(open('/workspace/planted.log').read())\n",
    };
    const command = ["sh", "-c", "python3 -m pytest; cat planted.log"];
    const run = await runWithPackages(sandbox, sourceWithTools(registry), {
      runner: PYTHON,
      command,
      files,
    });
    expect(plantedIn(run), run.log.tail).toEqual(
      expect.arrayContaining(["backend", "conftest", "pth-of-package", "setup-of-package"]),
    );
    expect(traps.untouched()).toBe(true);
    expect(registry.asked.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
      ...["GET /files/one-1.0-py3-none-any.whl", "GET /files/two-1.0.tar.gz"],
      ...["GET /simple/one/", "GET /simple/two/"],
    ]);
  });

  it("are refused where their index leads to another host", async () => {
    const one = wheel("one", "1.0", { "one.py": "" });
    const registry = await startRegistry();
    const file = { filename: "one-1.0-py3-none-any.whl", hashes: { sha256: hashOf(one) } };
    const files = { "requirements.txt": `one==1.0 --hash=sha256:${hashOf(one)}\n` };
    for (const url of ["http://192.0.2.1/x", "file:///etc/passwd", "//192.0.2.1/x"]) {
      registry.paths.set(
        "/simple/one/",
        Buffer.from(JSON.stringify({ files: [{ ...file, url }] })),
      );
      const trial = { runner: PYTHON, command: ["true"], files };
      const run = runWithPackages(sandbox, sourceWithTools(registry), trial);
      await expect(run).rejects.toMatchObject({
        kind: "refused",
        message: expect.stringContaining("another host") as string,
      });
    }
  });
});
