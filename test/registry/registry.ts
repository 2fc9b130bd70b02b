import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { onTestFinished } from "vitest";
import type { PackageFile } from "../../src/model/dependency.ts";
import { chooseFilesInChild } from "../../src/isolate/index-reader.ts";
import { hashModuleInChild } from "../../src/isolate/module-reader.ts";
import type { FetchLimits } from "../../src/registry/fetch-packages.ts";
import { openPackageSource } from "../../src/registry/package-source.ts";

export const root = join(import.meta.dirname, "..", "..");

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A registry on loopback that answers as it is told and keeps what it was asked. */
export interface TestRegistry {
  address: string;
  asked: { url: string; headers: IncomingMessage["headers"]; method: string }[];
  /** What each path answers; a content, or an answer of its own. */
  paths: Map<string, Uint8Array | Answer>;
}

/** Starts a registry that lives as long as the test. */
export async function startRegistry(): Promise<TestRegistry> {
  const paths: TestRegistry["paths"] = new Map();
  const asked: TestRegistry["asked"] = [];
  const server = createServer((request, response) => {
    const { url = "", headers, method = "" } = request;
    asked.push({ url, headers, method });
    const answer = paths.get(decodeURIComponent(url));
    if (typeof answer === "function") return answer(request, response);
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return { address: `http://127.0.0.1:${port}/`, asked, paths };
}

/** A folder that only this test knows. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "gatehouse-packages-"));
}

/** Opens the source of packages with settings that lead to one registry of npm. */
export function sourceOf(
  registry: TestRegistry,
  over: { env?: Record<string, string>; home?: string; limits?: FetchLimits } = {},
) {
  const cacheDir = newFolder();
  const { env = {}, home = newFolder(), limits } = over;
  const source = openPackageSource({
    env: { npm_config_registry: registry.address, ...env },
    ...{ home, cacheDir, installersDir: join(root, "installers") },
    choose: chooseFilesInChild,
    hashModule: hashModuleInChild,
    ...(limits !== undefined && { limits }),
  });
  return { source, cacheDir };
}

/** A file of npm with the digest of this content, and its path on the test registry. */
export function pinned(name: string, content: Uint8Array): PackageFile {
  const value = createHash("sha512").update(content).digest("hex");
  return {
    ...{ registry: "npm", label: `${name}@1.0.0`, name, version: "1.0.0" },
    path: `${name}/-/${name}-1.0.0.tgz`,
    digests: [{ kind: "sha512", value }],
  };
}

/** A package as npm packs it. */
export async function npmPackage(files: Record<string, string>): Promise<Uint8Array> {
  const tar = pack();
  for (const [name, text] of Object.entries(files)) tar.entry({ name: `package/${name}` }, text);
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar) chunks.push(chunk as Uint8Array); // a byte stream
  return gzipSync(Buffer.concat(chunks));
}

/** The integrity of a package as lockfiles write it. */
export function integrity(content: Uint8Array): string {
  return `sha512-${createHash("sha512").update(content).digest("base64")}`;
}
