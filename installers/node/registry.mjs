// A registry of npm packages on loopback that has exactly the packages of the mirror.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { manifestOf } from "./manifest.mjs";

/** Starts the registry on a free port; answers its address, with a slash at its end. */
export async function openRegistry(folder, packages) {
  const byPath = new Map(packages.map((each) => [each.path, each]));
  const byName = Map.groupBy(packages, ({ name }) => name);
  const documents = new Map();
  let address = "";

  function documentOf(name) {
    const known = documents.get(name);
    if (known !== undefined) return known;
    const versions = {};
    for (const each of byName.get(name)) {
      const manifest = manifestOf(readFileSync(join(folder, each.file)));
      const tarball = `${address}${each.path}`;
      const dist = { tarball, integrity: each.digests.map(integrityOf).join(" ") };
      versions[each.version] = { ...manifest, name, version: each.version, dist };
    }
    const latest = Object.keys(versions).at(-1);
    const text = JSON.stringify({ name, "dist-tags": { latest }, versions });
    documents.set(name, text);
    return text;
  }

  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname).slice(1);
    const found = ending(path, byPath);
    if (found !== undefined) return response.end(readFileSync(join(folder, found.file)));
    if (byName.has(path)) {
      response.setHeader("content-type", "application/json");
      return response.end(documentOf(path));
    }
    response.statusCode = 404;
    response.end("{}");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${server.address().port}/`;
  return { address, close: () => server.close() };
}

/** Lockfiles may keep the path below which another registry has its packages. */
function ending(path, byPath) {
  const steps = path.split("/");
  for (let from = 0; from < steps.length; from += 1) {
    const found = byPath.get(steps.slice(from).join("/"));
    if (found !== undefined) return found;
  }
  return undefined;
}

function integrityOf(digest) {
  const [kind, value] = digest.split(":");
  return `${kind}-${Buffer.from(value, "hex").toString("base64")}`;
}
