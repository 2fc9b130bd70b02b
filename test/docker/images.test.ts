import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildImages, listImages } from "../../src/sandbox/images/build-images.ts";
import type { ImageSettings } from "../../src/sandbox/images/image-settings.ts";
import { readImageRecord } from "../../src/sandbox/images/image-record.ts";
import { PREPARE_MS, prepareSandbox, root } from "./prepared.ts";

let settings: ImageSettings;
beforeAll(async () => {
  ({ settings } = await prepareSandbox());
}, PREPARE_MS);

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
function temporary(): string {
  folders.push(mkdtempSync(join(tmpdir(), "gatehouse-images-")));
  return folders.at(-1) ?? "";
}

/** Settings with recipes of their own, which share Debian and the record with everybody's. */
function apart(): ImageSettings & { said: string[] } {
  const folder = temporary();
  const said: string[] = [];
  cpSync(settings.imagesDir, join(folder, "recipes"), {
    recursive: true,
    preserveTimestamps: true,
  });
  cpSync(join(settings.dataDir, "images.json"), join(folder, "images.json"));
  symlinkSync(join(settings.dataDir, "images"), join(folder, "images"));
  const say = (line: string) => void said.push(line);
  return { ...settings, imagesDir: join(folder, "recipes"), dataDir: folder, say, said };
}

describe("building images", { timeout: PREPARE_MS }, () => {
  it("does nothing when nothing changed", async () => {
    const said: string[] = [];
    const before = await readFile(join(settings.dataDir, "images.json"), "utf8");
    const images = await buildImages({ ...settings, say: (line) => void said.push(line) });
    expect(images.filter(({ kept }) => kept).map(({ state }) => state)).not.toContain("missing");
    expect(images.map(({ state }) => state)).not.toContain("outdated");
    expect(said).toEqual([]);
    expect(await readFile(join(settings.dataDir, "images.json"), "utf8")).toBe(before);
  });

  it("records no image that fails its self-test, and says why", async () => {
    const own = apart();
    const before = await readImageRecord(own.dataDir);
    writeFileSync(
      join(own.imagesDir, "python", "self-test", "test_more.py"),
      "def test_more(): assert False, 'worn out'\n",
    );
    expect((await listImages(own)).find(({ name }) => name === "python")?.state).toBe("outdated");
    await expect(buildImages(own)).rejects.toThrow(
      /image python did not pass its self-test.*worn out/s,
    );
    expect(await readImageRecord(own.dataDir)).toEqual(before);
    expect((await listImages(own)).find(({ name }) => name === "python")?.state).toBe("outdated");
    expect(own.said).not.toContain("building image node");
  });

  // The engine of a loaded machine now and then ends the self-test before it has said anything.
  it("takes no package of npm that differs from the pinned one", { retry: 2 }, async () => {
    const own = apart();
    const lock = join(own.imagesDir, "images.lock");
    const text = await readFile(lock, "utf8");
    writeFileSync(lock, text.replace(/sha512-\S+/, `sha512-${"A".repeat(86)}==`));
    const runners = own.runners.filter(({ name }) => name === "node");
    await expect(buildImages({ ...own, runners })).rejects.toThrow(/is not what images.lock pins/);
  });

  it("keeps its images when the same Node was installed anew", async () => {
    const nodeBinary = join(temporary(), "node");
    cpSync(settings.nodeBinary, nodeBinary);
    const states = (await listImages({ ...settings, nodeBinary })).map(({ state }) => state);
    expect(states).not.toContain("outdated");
  });

  it("builds an image that is not standard only when it is named", async () => {
    const own = apart();
    const record = join(own.dataDir, "images.json");
    const { images, ...rest } = JSON.parse(await readFile(record, "utf8")) as { images: object };
    writeFileSync(record, JSON.stringify({ ...rest, images: { ...images, ruby: undefined } }));
    const ruby = (await buildImages(own)).find(({ name }) => name === "ruby");
    expect(ruby).toMatchObject({ kept: false, state: "missing" });
    expect(own.said).toEqual([]);
    writeFileSync(join(own.imagesDir, "ruby", "recipe.yml"), "from: nowhere\npackages: []\n");
    await expect(buildImages(own, { also: ["ruby"] })).rejects.toThrow(/ruby.recipe.yml/);
  });

  it("records the packages that an image got", async () => {
    const { python } = await readImageRecord(settings.dataDir);
    expect(python?.packages.find((line) => line.startsWith("python3 "))).toMatch(/^python3 3\.\d+/);
  });
});

describe("script/docker", () => {
  const script = join(root, "script", "docker");

  it("uses an engine that answers as it is, and starts no other", () => {
    const engines = () => execFileSync("sh", ["-c", "pidof dockerd || true"], { encoding: "utf8" });
    const before = engines();
    const said = execFileSync(script, { encoding: "utf8" });
    expect(said).toContain("using it as it is");
    expect(engines()).toBe(before);
  });

  it("does not start an engine in place of the one that DOCKER_HOST names", () => {
    const env = { ...process.env, DOCKER_HOST: "unix:///nowhere/docker.sock" };
    const { status, stderr } = spawnSync(script, { env, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("no Docker Engine answers at unix:///nowhere/docker.sock");
  });
});
