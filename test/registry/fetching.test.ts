import type { PackageSource } from "../../src/model/package-source.ts";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, describe } from "vitest";
import type { PackageFile } from "../../src/model/dependency.ts";
import { addressOf, FETCH_LIMITS } from "../../src/registry/fetch-packages.ts";
import { newFolder, pinned, sourceOf, startRegistry } from "./registry.ts";

const CONTENT = Buffer.from("what was published");
const FILE = pinned("one", CONTENT);

function fetchAll(source: PackageSource, files: readonly PackageFile[] = [FILE]) {
  const order = { installer: "npm", lockfile: "package-lock.json", files, choices: [] };
  return source.fetch(order, new AbortController().signal, () => undefined);
}

describe("fetching packages", () => {
  it("asks for each by GET, without a credential of this machine", async () => {
    const registry = await startRegistry();
    registry.paths.set(`/${FILE.path}`, CONTENT);
    const home = newFolder();
    const { host } = new URL(registry.address);
    const address = registry.address.replace("//", "//user:secret@");
    writeFileSync(
      join(home, ".npmrc"),
      `registry=${address}\n//${host}/:_authToken=secret\n_auth=c2VjcmV0\nusername=user\n`,
    );
    const env = { npm_config_registry: "", NPM_TOKEN: "secret" };
    await expect(fetchAll(sourceOf(registry, { env, home }).source)).resolves.toHaveProperty(
      "bytes",
    );
    expect(registry.asked.map(({ method, url }) => [method, url])).toEqual([
      ["GET", `/${FILE.path}`],
    ]);
    expect(JSON.stringify(registry.asked)).not.toMatch(/secret|c2VjcmV0|authorization|cookie/i);
  });

  it.each([
    ["another content", Buffer.from("what somebody else put there"), "not what the lockfile pins"],
    ["nothing", undefined, "has no such file (404)"],
  ])("refuses %s, and keeps nothing of it", async (_, content, said) => {
    const registry = await startRegistry();
    if (content !== undefined) registry.paths.set(`/${FILE.path}`, content);
    const { source, cacheDir } = sourceOf(registry);
    await expect(fetchAll(source)).rejects.toMatchObject({
      kind: "refused",
      message: expect.stringContaining(said) as string,
    });
    expect(readdirSync(cacheDir)).toEqual([]);
  });

  it.each([
    ["credentials", 401, {}, "refused", "wants credentials"],
    ["another host", 302, { location: "http://192.0.2.1/x" }, "refused", "another host"],
    ["a file", 302, { location: "file:///etc/passwd" }, "refused", "another host"],
    ["itself for ever", 302, { location: "?again" }, "refused", "more than three times"],
    ["another day", 503, {}, "unavailable", "answered 503"],
  ])("does not follow an answer that wants %s", async (_, status, headers, kind, said) => {
    const registry = await startRegistry();
    const answer = (_: unknown, response: import("node:http").ServerResponse) =>
      response.writeHead(status, headers).end();
    registry.paths.set(`/${FILE.path}`, answer);
    registry.paths.set(`/${FILE.path}?again`, answer);
    await expect(fetchAll(sourceOf(registry).source)).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(said) as string,
    });
  });

  it("follows an answer that stays on the registry", async () => {
    const registry = await startRegistry();
    registry.paths.set(`/${FILE.path}`, (_, response) =>
      response.writeHead(302, { location: "/elsewhere" }).end(),
    );
    registry.paths.set("/elsewhere", CONTENT);
    await expect(fetchAll(sourceOf(registry).source)).resolves.toHaveProperty("bytes");
  });

  it("tries again what broke off", async () => {
    const registry = await startRegistry();
    let tries = 0;
    registry.paths.set(`/${FILE.path}`, (_, response) => {
      tries += 1;
      if (tries > 1) return void response.end(CONTENT);
      response.writeHead(200, { "content-length": "100" }).write("what was");
      setTimeout(() => response.destroy(), 10);
    });
    await expect(fetchAll(sourceOf(registry).source)).resolves.toHaveProperty("bytes");
    expect(tries).toBe(2);
  });

  it("stops at a file without an end", async () => {
    const registry = await startRegistry();
    registry.paths.set(`/${FILE.path}`, (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(1 << 20)));
      };
      response.on("drain", more);
      more();
    });
    const limits = { ...FETCH_LIMITS, fileBytes: 5 * 1024 * 1024 };
    await expect(fetchAll(sourceOf(registry, { limits }).source)).rejects.toMatchObject({
      kind: "refused",
      message: expect.stringContaining("more than") as string,
    });
  });

  it("stops at more packages than fit together", async () => {
    const registry = await startRegistry();
    const large = Buffer.alloc(2 * 1024 * 1024);
    const limits = { ...FETCH_LIMITS, totalBytes: 7 * 1024 * 1024 };
    const files = ["a", "b", "c", "d"].map((name) => pinned(name, large));
    for (const { path } of files) registry.paths.set(`/${path}`, large);
    await expect(fetchAll(sourceOf(registry, { limits }).source, files)).rejects.toMatchObject({
      kind: "refused",
      message: "the packages have more than 7 MiB together",
    });
  });
});

describe("the cache of packages", () => {
  it("spares a second fetch, and never serves what was changed in it", async () => {
    const registry = await startRegistry();
    registry.paths.set(`/${FILE.path}`, CONTENT);
    const { source, cacheDir } = sourceOf(registry);
    const first = await fetchAll(source);
    await fetchAll(source);
    expect(registry.asked).toHaveLength(1);
    for (const name of readdirSync(cacheDir)) writeFileSync(join(cacheDir, name), "planted");
    const gone = first.open();
    await expect(gone.toArray()).rejects.toThrow("vanished from the cache");
    await fetchAll(source);
    expect(registry.asked).toHaveLength(2);
  });

  it("does not serve one package for another with the same digest", async () => {
    const registry = await startRegistry();
    registry.paths.set(`/${FILE.path}`, CONTENT);
    const { source } = sourceOf(registry);
    await fetchAll(source);
    const other = { ...pinned("two", CONTENT) };
    await expect(fetchAll(source, [other])).rejects.toMatchObject({ kind: "refused" });
  });
});

describe("an address", () => {
  it.each(["../x", "a/../../x", "/etc/passwd", "//h.example/x", "https://h.example/x", "a\\..\\b"])(
    "stays below the registry's: %s",
    (path) => {
      const registry = "https://registry.example.invalid/npm/";
      let url = registry;
      try {
        url = addressOf({ ...FILE, path }, registry);
      } catch (error) {
        expect(error).toMatchObject({ kind: "refused" });
      }
      expect(url.startsWith(registry)).toBe(true);
      expect(new URL(url).pathname.startsWith("/npm/")).toBe(true);
    },
  );
});

describe("the mirror", () => {
  it("is exactly as long as it says", async () => {
    const registry = await startRegistry();
    const contents = [0, 1, 511, 512, 513, 70_000].map((size) => Buffer.alloc(size, size));
    const files = contents.map((content, at) => pinned(`p${at}`, content));
    for (const [at, file] of files.entries()) {
      registry.paths.set(`/${file.path}`, contents[at] ?? Buffer.alloc(0));
    }
    const mirror = await fetchAll(sourceOf(registry).source, files);
    const chunks = (await mirror.open().toArray()) as Uint8Array[]; // a byte stream
    expect(Buffer.concat(chunks).byteLength).toBe(mirror.bytes);
  });
});
